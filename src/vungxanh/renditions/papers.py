"""Press releases and bulletins: what a message says, as papers of the office that says it."""

from collections.abc import Mapping

from vungxanh.documents.papers.docx import to_docx
from vungxanh.documents.papers.paper import Block, Paper, Recipient, Row, Signature
from vungxanh.documents.papers.pdf import to_pdf
from vungxanh.messages.bound import language_of
from vungxanh.renditions.said import Said
from vungxanh.text.numbers import Language

PRESS: Mapping[Language, tuple[str, str]] = {
    "vi": ("Thông cáo báo chí", "Về công tác phòng, chống dịch trên địa bàn {kind} {place}, tính đến {as_of}"),
    "en": ("Press release", "On the response to the epidemic in {place}, at {as_of}"),
}
BULLETIN: Mapping[Language, tuple[str, str]] = {
    "vi": ("Bản tin phòng, chống dịch", "{subject}"),
    "en": ("Epidemic bulletin", "{subject}"),
}
LETTERS = {"press": "TCBC", "bulletin": "BT"}
HEADS: Mapping[Language, tuple[tuple[str, str], ...]] = {
    "vi": (("label", "Chỉ tiêu"), ("value", "Số liệu"), ("note", "Ghi chú")),
    "en": (("label", "Indicator"), ("value", "Number"), ("note", "Note")),
}
FIGURES: Mapping[Language, str] = {"vi": "Số liệu đến {as_of}:", "en": "Figures at {as_of}:"}
SIGNER: Mapping[Language, str] = {"vi": "Thủ trưởng cơ quan", "en": "Head of the office"}
EXERCISE: Mapping[Language, str] = {"vi": "DIỄN TẬP", "en": "EXERCISE"}
PRESS_GETS = (
    Recipient("Các cơ quan báo chí", "đăng tải"),
    Recipient("Ban Chỉ đạo phòng, chống dịch", "để b/c"),
    Recipient("Lưu: VT", "Lưu"),
)
BULLETIN_GETS = (
    Recipient("UBND các xã, phường, thị trấn", "t/h"),
    Recipient("Đài truyền thanh cơ sở", "t/h"),
    Recipient("Lưu: VT", "Lưu"),
)


def press_pdf(said: Said) -> bytes:
    return to_pdf(press_release(said))


def press_docx(said: Said) -> bytes:
    return to_docx(press_release(said))


def bulletin_pdf(said: Said) -> bytes:
    return to_pdf(bulletin(said))


def bulletin_docx(said: Said) -> bytes:
    return to_docx(bulletin(said))


def press_release(said: Said) -> Paper:
    """Its own series, numbered by the office at issue (domain note B.3); figures as a table besides the text."""
    return _paper(said, "press", PRESS, PRESS_GETS)


def bulletin(said: Said) -> Paper:
    return _paper(said, "bulletin", BULLETIN, BULLETIN_GETS)


def _paper(said: Said, product: str, names: Mapping[Language, tuple[str, str]], gets: tuple[Recipient, ...]) -> Paper:
    language = language_of(said.language)
    kind, abstract = names[language]
    notice = said.notice
    about = {"kind": said.place_kind, "place": said.place, "as_of": notice.as_of, "subject": said.subject}
    return Paper(
        issuer=said.issuer,
        parent=said.parent,
        style="party" if "Tỉnh ủy" in said.issuer or "Tuyên giáo" in said.issuer else "state",
        kind=kind,
        letters=LETTERS[product],
        abstract=abstract.format(**about),
        place=said.place,
        day=said.day,
        blocks=tuple(_blocks(said, language)),
        signature=Signature(title=SIGNER[language]),
        recipients=gets,
        urgent=EXERCISE[language] if notice.is_exercise else "",
        language=language,
        words=HEADS[language],
    )


def _blocks(said: Said, language: Language) -> list[Block]:
    paragraphs = [Block("paragraph", part) for part in said.notice.paragraphs]
    figures = tuple(Row(one.label, one.written) for one in said.notice.figures)
    if not figures:
        return paragraphs
    table = [Block("heading", FIGURES[language].format(as_of=said.notice.as_of)), Block("figures", rows=figures)]
    return [*paragraphs[:1], *table, *paragraphs[1:]] if len(paragraphs) > 1 else [*table, *paragraphs]
