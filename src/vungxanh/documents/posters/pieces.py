"""A notice as the data of a Typst template, with the words that the finished picture says for who cannot see it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vungxanh.documents.letters import faces_for
from vungxanh.documents.notice import Figure, LevelMark, Notice
from vungxanh.documents.words import words_of

NO_LEVEL = LevelMark("", "#07402a", "#ffffff", "circle")
FIRST = "new_cases"


def fewer_and_fewer(figures: Sequence[Figure], most: int) -> Iterator[tuple[Figure, ...]]:
    """At most `most` figures, then fewer; the first one and the mandatory ones stay in every choice."""
    ordered = sorted(figures, key=lambda one: one.key != FIRST)  # new cases first, the rest as the text has them
    kept = [one for n, one in enumerate(ordered) if n == 0 or one.mandatory]
    others = [one for one in ordered if one not in kept]
    for room in range(min(max(most - len(kept), 0), len(others)), -1, -1):
        chosen = (*kept, *others[:room])
        yield tuple(one for one in ordered if one in chosen)


def fewer_paragraphs(notice: Notice) -> Iterator[tuple[str, ...]]:
    """All paragraphs but the one that only names the source (a poster has it at its foot), then fewer from the end."""
    all_of_them = tuple(one for one in notice.paragraphs if one.rstrip(".") != notice.source)
    for count in range(len(all_of_them), 0, -1):
        yield all_of_them[:count]


def pieces(notice: Notice, *, figures: Sequence[Figure] = (), days: int = 0, **more: object) -> dict[str, Any]:
    """What every template reads, `more` beside it. Raises NoSuchLetter."""
    words = words_of(notice.language)
    shown = notice.series[-days:] if days else ()
    hatched = any(day.value is None for day in shown)
    if all(day.value is None for day in shown):
        shown = ()
    data: dict[str, Any] = {
        "lang": notice.language.split("-")[0],
        "words": dict(words),
        "title": notice.title,
        "place": notice.place,
        "day": _capital(notice.day),
        "level": _level(notice.level or NO_LEVEL),
        "figures": [_figure(one) for one in figures],
        "series": [{"label": day.label, "value": day.value, "written": day.written} for day in shown],
        "series_title": f"{notice.series_title} ({words['hatched']})" if hatched else notice.series_title,
        "action": notice.action,
        "hotline": notice.hotline,
        "ambulance": notice.ambulance,
        "as_of": words["as_of"].format(as_of=notice.as_of),
        "source": notice.source,
        "issuer": notice.issuer,
        "address": notice.address,
        "exercise": words["exercise"] if notice.is_exercise else "",
        **more,
    }
    data["said"] = said(data)
    data["faces"] = faces_for(data["said"] + data["title"] + "".join(map(str, more.values())))
    return data


def said(data: Mapping[str, Any]) -> str:
    """What the picture says, line by line: its description for screen readers, and proof of the numbers in it."""
    words: Mapping[str, str] = data["words"]
    figures = [f"{one['label']}: {one['written']}" for one in data["figures"]]
    days = [f"{one['label']}: {one['written']}" for one in data["series"]]
    lines = (
        data["exercise"],
        f"{data['place']}, {data['day']}",
        f"{words['level']}: {data['level']['label']}" if data["level"]["label"] else "",
        *(figures or [data["title"]]),
        f"{data['series_title']}: {'; '.join(days)}" if days else "",
        *data.get("body", ()),
        f"{words['act']}: {data['action']}",
        f"{words['call']}: {data['hotline']}. {words['ambulance']}: {data['ambulance']}",
        data["as_of"],
        data["source"],
        f"{words['issuer']}: {data['issuer']}",
        data["address"] if "code" in data else "",
    )
    return "\n".join(line for line in lines if line)


def _level(level: LevelMark) -> dict[str, str]:
    return {"label": level.label, "colour": level.colour, "ink": level.ink, "shape": level.shape}


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "key": figure.key,
        "label": figure.label,
        "written": figure.written,
        "reported": figure.value is not None,
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
