"""A notice as a letter: HTML that needs nothing from any host and reads in light and dark, and the same as plain text.

Tables and inline styles only, which old mail programs know; the style element is for the dark alone.
"""

from collections.abc import Mapping
from html import escape

from vungxanh.documents.fewer import without_source
from vungxanh.documents.notice import Figure, LevelMark, Notice
from vungxanh.documents.words import with_capital, words_of

SIGNS = {"circle": "●", "square": "■", "triangle": "▲", "diamond": "◆", "octagon": "⬣"}
FACE = "font-family:'Be Vietnam Pro',-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif"
TABLE = 'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'
DARK = (
    ":root{color-scheme:light dark;supported-color-schemes:light dark}"
    "@media (prefers-color-scheme:dark){.paper{background:#0f1612!important}.card{background:#18211c!important}"
    ".ink{color:#edf2ec!important}.soft{color:#b2c0b7!important}.wash{background:#1f2a24!important}"
    ".line{border-color:#35423a!important}}"
)
PLAIN_LEVEL = LevelMark("", "#07402a", "#ffffff", "circle")


def html(notice: Notice) -> bytes:
    """A whole HTML document, below 100 kB for any notice that people would read."""
    words, level = words_of(notice.language), notice.level or PLAIN_LEVEL
    parts = (
        _exercise(words["exercise"]) if notice.is_exercise else "",
        _head(notice, level),
        f'<tr><td class="ink" style="padding:24px 24px 8px;{_type(22, 800)}">{escape(notice.title)}</td></tr>',
        _figures(notice.figures),
        _act(words["act"], notice.action, level),
        *(_paragraph(one) for one in without_source(notice)),
        _call(words, notice),
        _foot(words, notice),
    )
    page = (
        f'<!doctype html><html lang="{escape(notice.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{escape(notice.title)}</title><style>{DARK}</style></head>"
        f'<body class="paper" style="margin:0;padding:0;background:#f8f7f1"><table {TABLE} class="paper" '
        'style="background:#f8f7f1"><tr><td align="center" style="padding:16px 8px">'
        f'<table {TABLE} class="card" style="max-width:600px;background:#ffffff">{"".join(parts)}</table>'
        "</td></tr></table></body></html>\n"
    )
    return page.encode()


def text(notice: Notice) -> bytes:
    words = words_of(notice.language)
    level = f"{words['level']}: {with_capital(notice.level.label)}" if notice.level else ""
    blocks = (
        words["exercise"] if notice.is_exercise else "",
        notice.title,
        "\n".join(line for line in (f"{notice.place}, {notice.day}", level) if line),
        "\n".join(f"{one.label}: {one.written}" for one in notice.figures),
        f"{words['act']}: {notice.action}",
        *without_source(notice),
        f"{words['call']}: {notice.hotline}\n{words['ambulance']}: {notice.ambulance}",
        f"{words['as_of'].format(as_of=notice.as_of)}\n{notice.source}\n{words['issuer']}: {notice.issuer}",
        f"{words['read']}: {notice.address}" if notice.address else "",
    )
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _type(size: int, weight: int = 400) -> str:
    return f"{FACE};font-size:{size}px;line-height:1.45;font-weight:{weight};color:#14231b"


def _exercise(words: str) -> str:
    style = "padding:10px 24px;background:#14231b;" + _type(16, 800).replace("#14231b", "#ffd83d")
    return f'<tr><td style="{style}">{escape(words)}</td></tr>'


def _head(notice: Notice, level: LevelMark) -> str:
    style = f"{FACE};font-size:16px;line-height:1.4;color:{level.ink}"
    sign = f'<span aria-hidden="true">{SIGNS[level.shape]}</span> {escape(level.label)}' if level.label else ""
    return (
        f'<tr><td style="padding:20px 24px;background:{level.colour};{style}">{escape(notice.issuer)}<br>'
        f'<span style="font-size:26px;font-weight:800">{escape(notice.place)}</span>'
        f"<br>{escape(with_capital(notice.day))}"
        f"{f'<br><b>{sign}</b>' if sign else ''}</td></tr>"
    )


def _figures(figures: tuple[Figure, ...]) -> str:
    if not figures:
        return ""
    rows = "".join(
        f'<tr><th scope="row" align="left" class="soft line" style="padding:10px 0;border-bottom:1px solid #d7dace;'
        f'{_type(16).replace("#14231b", "#4a5a50")}">{escape(one.label)}</th>'
        f'<td align="right" class="ink line" style="padding:10px 0;border-bottom:1px solid #d7dace;'
        f'{_type(28 if one.value is not None else 16, 800)}">{escape(one.written)}</td></tr>'
        for one in figures
    )
    table = f'<table width="100%" cellpadding="0" cellspacing="0" border="0">{rows}</table>'
    return f'<tr><td style="padding:8px 24px 16px">{table}</td></tr>'


def _act(heading: str, action: str, level: LevelMark) -> str:
    return (
        f'<tr><td style="padding:8px 24px"><table {TABLE}><tr><td class="wash" style="padding:16px 18px;'
        f'background:#eef0e6;border-left:6px solid {level.colour}"><span class="soft" style="{_type(15)}">'
        f'{escape(heading)}</span><br><span class="ink" style="{_type(20, 800)}">{escape(action)}</span></td></tr>'
        "</table></td></tr>"
    )


def _paragraph(words: str) -> str:
    lines = "<br>".join(escape(line) for line in words.splitlines())
    return f'<tr><td class="ink" style="padding:10px 24px 0;{_type(16)}">{lines}</td></tr>'


def _call(said: Mapping[str, str], notice: Notice) -> str:
    white = f"{FACE};color:#ffffff;text-decoration:none"
    return (
        f'<tr><td style="padding:24px"><table {TABLE}><tr><td style="padding:16px 20px;background:#07402a;{white};'
        f'font-size:16px;line-height:1.4">{escape(said["call"])}<br><a href="tel:{escape(notice.hotline)}" '
        f'style="{white};font-size:40px;font-weight:800">{escape(notice.hotline)}</a><br>{escape(said["ambulance"])}: '
        f'<a href="tel:{escape(notice.ambulance)}" style="{white};font-weight:800">{escape(notice.ambulance)}</a>'
        "</td></tr></table></td></tr>"
    )


def _foot(said: Mapping[str, str], notice: Notice) -> str:
    lines = [said["as_of"].format(as_of=notice.as_of), notice.source, f"{said['issuer']}: {notice.issuer}"]
    link = f'<a href="{escape(notice.address)}" class="ink" style="color:#0b5c3a">{escape(said["read"])}</a>'
    small = _type(14).replace("#14231b", "#4a5a50")
    shown = "<br>".join([*(escape(line) for line in lines), *([link] if notice.address else [])])
    return f'<tr><td class="soft" style="padding:0 24px 28px;{small}">{shown}</td></tr>'
