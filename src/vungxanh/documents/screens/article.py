"""A message as an article for a web page: a fragment of HTML, and what it is about for search engines (schema.org)."""

import json
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any

from vungxanh.documents.notice import Notice
from vungxanh.documents.words import words_of

CATEGORY = "https://www.wikidata.org/wiki/Q81068910"  # the pandemic; schema.org wants a term of a vocabulary
CONTEXT = "https://schema.org"


def html(notice: Notice, posted: datetime, expires: datetime) -> bytes:
    """With its SpecialAnnouncement as JSON-LD; a closing script in a text cannot end it."""
    words = words_of(notice.language)
    rows = "".join(f"<tr><th scope=row>{escape(f.label)}</th><td>{escape(f.written)}</td></tr>" for f in notice.figures)
    table = f"<table><caption>{escape(words['figures'])}</caption><tbody>{rows}</tbody></table>" if rows else ""
    about = json.dumps(announcement(notice, posted, expires), ensure_ascii=False).replace("<", "\\u003c")
    page = (
        f'<article lang="{escape(notice.language)}">'
        + (f"<p><strong>{words['exercise']}</strong></p>" if notice.is_exercise else "")
        + f"<h1>{escape(notice.title)}</h1><p>{escape(notice.issuer)} · "
        f'<time datetime="{posted.isoformat()}">{escape(notice.as_of)}</time></p>'
        + (f"<p><strong>{escape(notice.level.label)}</strong></p>" if notice.level else "")
        + "".join(f"<p>{escape(part)}</p>" for part in notice.paragraphs)
        + table
        + f"<p>{escape(words['call'])}: <a href=tel:{notice.hotline}>{notice.hotline}</a>. "
        f"{escape(words['ambulance'])}: <a href=tel:{notice.ambulance}>{notice.ambulance}</a></p>"
        f"<p>{escape(notice.source)}</p></article>"
        f'<script type="application/ld+json">{about}</script>'
    )
    return page.encode()


def announcement(notice: Notice, posted: datetime, expires: datetime) -> Mapping[str, Any]:
    """https://schema.org/SpecialAnnouncement, with the properties that the message has something for."""
    return {
        "@context": CONTEXT,
        "@type": "SpecialAnnouncement",
        "name": notice.title,
        "text": "\n\n".join(notice.paragraphs),
        "inLanguage": notice.language,
        "datePosted": posted.isoformat(),
        "expires": expires.isoformat(),
        "category": CATEGORY,
        "url": notice.address,
        "spatialCoverage": {"@type": "AdministrativeArea", "name": notice.place},
        "announcementLocation": {"@type": "GovernmentOffice", "name": notice.issuer, "telephone": notice.hotline},
    }
