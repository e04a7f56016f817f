"""A message as e-mail: HTML that needs no picture, no script and no other host, and the same as text."""

from html import escape

from vungxanh.documents.notice import Notice
from vungxanh.documents.words import words_of

_GROUND, _INK, _SOFT, _GREEN = "#f3f4f0", "#14231b", "#4a5a50", "#07402a"


def html(notice: Notice) -> bytes:
    """Tables and inline styles, as mail programs read them; dark mode is left to the program."""
    words, level = words_of(notice.language), notice.level
    plate = (
        f'<p style="margin:0 0 16px"><span style="display:inline-block;padding:6px 14px;border-radius:6px;'
        f'background:{level.colour};color:{level.ink};font-weight:bold">{escape(level.label)}</span></p>'
        if level
        else ""
    )
    exercise = (
        f'<p style="background:{_INK};color:#ffd83d;padding:8px;font-weight:bold">{words["exercise"]}</p>'
        if notice.is_exercise
        else ""
    )
    rows = "".join(
        f'<tr><td style="padding:6px 12px 6px 0;color:{_SOFT}">{escape(one.label)}</td>'
        f'<td style="padding:6px 0;font-size:20px;font-weight:bold;text-align:right">{escape(one.written)}</td></tr>'
        for one in notice.figures
    )
    figures = (
        f'<table role="presentation" style="border-collapse:collapse;margin:0 0 16px">{rows}</table>' if rows else ""
    )
    body = "".join(f'<p style="margin:0 0 14px">{escape(part)}</p>' for part in notice.paragraphs)
    call = f"{words['call']}: {notice.hotline} · {words['ambulance']}: {notice.ambulance}"
    page = (
        f'<!doctype html><html lang="{escape(notice.language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(notice.title)}</title></head>"
        f'<body style="margin:0;background:{_GROUND};font-family:Arial,Helvetica,sans-serif;color:{_INK}">'
        f'<table role="presentation" width="100%"><tr><td align="center" style="padding:16px">'
        f'<table role="presentation" width="600" style="max-width:600px;width:100%;background:#ffffff;'
        f'border-top:8px solid {level.colour if level else _GREEN}">'
        f'<tr><td style="padding:24px;font-size:16px;line-height:1.5">'
        f'{exercise}<p style="margin:0 0 8px;color:{_SOFT}">{escape(notice.issuer)} · {escape(notice.place)}</p>'
        f'<h1 style="font-size:22px;line-height:1.3;margin:0 0 16px">{escape(notice.title)}</h1>{plate}{figures}{body}'
        f'<p style="margin:20px 0 0;padding:14px;background:{_GREEN};color:#ffffff;font-weight:bold">{escape(call)}</p>'
        f'<p style="margin:16px 0 0;font-size:14px;color:{_SOFT}">{escape(words["as_of"].format(as_of=notice.as_of))}. '
        f'{escape(notice.source)}. <a href="{escape(notice.address)}">{escape(words["read"])}</a></p>'
        "</td></tr></table></td></tr></table></body></html>"
    )
    return page.encode()


def text(notice: Notice) -> bytes:
    """The same for programs that show text only."""
    words = words_of(notice.language)
    lines = [
        *([words["exercise"], ""] if notice.is_exercise else []),
        notice.title,
        "",
        *(part for paragraph in notice.paragraphs for part in (paragraph, "")),
        *(f"{one.label}: {one.written}" for one in notice.figures),
        "",
        f"{words['call']}: {notice.hotline}. {words['ambulance']}: {notice.ambulance}",
        f"{words['as_of'].format(as_of=notice.as_of)}. {notice.source}. {notice.issuer}",
        notice.address,
    ]
    return "\n".join(lines).encode()
