"""A notice as the data of a Typst template, with the words that the picture says, for whoever cannot see it."""

from collections.abc import Mapping, Sequence
from typing import Any

from vungxanh.documents.letters import faces_for
from vungxanh.documents.notice import Figure, LevelMark, Notice
from vungxanh.documents.words import with_capital, words_of

NO_LEVEL = LevelMark("", "#07402a", "#ffffff", "circle")


def pieces(
    notice: Notice, *, figures: Sequence[Figure] = (), with_days: bool = False, **more: object
) -> dict[str, Any]:
    """What every template reads, `more` beside it. Raises NoSuchLetter."""
    words = words_of(notice.language)
    shown = notice.series if with_days and any(day.value is not None for day in notice.series) else ()
    striped = any(day.value is None for day in shown)
    data: dict[str, Any] = {
        "lang": notice.language.split("-")[0],
        "words": dict(words),
        "title": notice.title,
        "place": notice.place,
        "day": with_capital(notice.day),
        "level": _level(notice.level or NO_LEVEL),
        "figures": [_figure(one) for one in figures],
        "series": [{"label": day.label, "value": day.value, "written": day.written} for day in shown],
        "series_title": f"{notice.series_title} ({words['striped']})" if striped else notice.series_title,
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
    return {"label": with_capital(level.label), "colour": level.colour, "ink": level.ink, "shape": level.shape}


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "key": figure.key,
        "label": figure.label,
        "written": figure.written,
        "reported": figure.value is not None,
    }
