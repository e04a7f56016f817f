"""A notice as a piece of a web page, and as data that search engines read (schema.org SpecialAnnouncement).

Every word is escaped: a title with <script> in it stays a title. Colours come as classes and two variables.
"""

import json
from datetime import datetime
from html import escape
from typing import Any

from vungxanh.documents.notice import Figure, Notice
from vungxanh.documents.words import with_capital, words_of

COVID_19 = "https://www.wikidata.org/wiki/Q81068910"


def html(notice: Notice, posted: datetime, expires: datetime | None = None) -> bytes:
    """An `article` element in its language, and the announcement's data behind it."""
    return (article(notice) + script(announcement(notice, posted, expires)) + "\n").encode()


def article(notice: Notice) -> str:
    words = words_of(notice.language)
    level = ""
    if notice.level:
        colours = f"--lv:{notice.level.colour};--on:{notice.level.ink}"
        level = (
            f'<p class="notice-level notice-level-{notice.level.shape}" style="{colours}">{escape(words["level"])}: '
            f"<strong>{escape(with_capital(notice.level.label))}</strong></p>"
        )
    return (
        f'<article class="notice" lang="{escape(notice.language)}">'
        + (f'<p class="notice-exercise"><strong>{escape(words["exercise"])}</strong></p>' if notice.is_exercise else "")
        + f"<header><p>{escape(notice.issuer)}</p><h1>{escape(notice.title)}</h1>"
        f"<p>{escape(notice.place)}, {escape(notice.day)}</p>{level}</header>"
        + _figures(notice.figures)
        + f'<p class="notice-action">{escape(words["act"])}: <strong>{escape(notice.action)}</strong></p>'
        + "".join(f"<p>{'<br>'.join(map(escape, one.splitlines()))}</p>" for one in notice.paragraphs)
        + f'<p class="notice-call">{escape(words["call"])}: {_telephone(notice.hotline)}. '
        f"{escape(words['ambulance'])}: {_telephone(notice.ambulance)}.</p>"
        f"<footer><p>{escape(words['as_of'].format(as_of=notice.as_of))}. {escape(notice.source)}.</p></footer>"
        "</article>"
    )


def announcement(
    notice: Notice, posted: datetime, expires: datetime | None = None, category: str = COVID_19
) -> dict[str, Any]:
    """JSON-LD of https://schema.org/SpecialAnnouncement with what a notice knows: no place that one can walk into,
    no rules of quarantine. An exercise has none: it gives an empty dict, since search engines would take it for real.
    """
    if notice.is_exercise:
        return {}
    data = {
        "@context": "https://schema.org",
        "@type": "SpecialAnnouncement",
        "name": notice.title,
        "text": "\n\n".join(notice.paragraphs),
        "inLanguage": notice.language,
        "category": category,
        "datePosted": posted.isoformat(),
        "expires": expires.isoformat() if expires else None,
        "url": notice.address,
        "spatialCoverage": {"@type": "AdministrativeArea", "name": notice.place},
        "publisher": {"@type": "GovernmentOrganization", "name": notice.issuer, "telephone": notice.hotline},
        "diseaseSpreadStatistics": [
            {"@type": "Observation", "name": one.label, "value": one.value}
            for one in notice.figures
            if one.value is not None
        ],
    }
    return {key: value for key, value in data.items() if value}


def script(data: dict[str, Any]) -> str:
    """The data as a script element; nothing in it can end the element. An empty dict gives an empty string."""
    if not data:
        return ""
    written = json.dumps(data, ensure_ascii=False, sort_keys=True)
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        written = written.replace(sign, code)
    return f'<script type="application/ld+json">{written}</script>'


def _figures(figures: tuple[Figure, ...]) -> str:
    shown = "".join(
        f'<div class="{_class(one)}"><dt>{escape(one.label)}</dt><dd>{escape(one.written)}</dd></div>'
        for one in figures
    )
    return f'<dl class="notice-figures">{shown}</dl>' if shown else ""


def _class(figure: Figure) -> str:
    return "unreported" if figure.value is None else "reported"


def _telephone(number: str) -> str:
    return f'<a href="tel:{escape(number)}">{escape(number)}</a>'
