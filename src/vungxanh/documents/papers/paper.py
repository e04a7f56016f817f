"""What an administrative paper has (Decree 30/2020/NĐ-CP, article 8), as plain data; and what is wrong with one.

Press releases and bulletins are no types of the decree: they are papers of an office with a name of their own.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Style = Literal["state", "party"]
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
END = "./."
PURPOSES = ("để b/c", "b/c", "p/h", "t/h", "để biết", "đăng tải", "Lưu")
_SMALL_WORDS = {"và", "của", "các", "tỉnh", "thành", "phố"}


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a table, as it is written."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the body: a paragraph, a heading, or a table of figures (`rows`)."""

    kind: Literal["paragraph", "heading", "figures"]
    text: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipient:
    """`purpose` as offices write it: b/c (to report), p/h (to cooperate), t/h (to execute)."""

    name: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """`authority`: “TM. ỦY BAN NHÂN DÂN”, “KT. GIÁM ĐỐC”; `name` is empty until somebody signs."""

    authority: str = ""
    title: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """`number` is None until the office's registry gives it at issue; then there is room for it."""

    issuer: str
    kind: str
    letters: str
    abstract: str
    place: str
    day: date
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: tuple[Recipient, ...]
    parent: str = ""
    number: int | None = None
    style: Style = "state"
    urgent: str = ""
    language: str = "vi"
    words: tuple[tuple[str, str], ...] = ()  # of the tables' heads: label, value, note

    @property
    def symbol(self) -> str:
        """`12/TC-UBND` of the State, `12-TC/BTGTU` of the Party; without a number, room for it."""
        number = "        " if self.number is None else f"{self.number:02d}"
        issuer = initials(self.issuer)
        return f"{number}-{self.letters}/{issuer}" if self.style == "party" else f"{number}/{self.letters}-{issuer}"

    @property
    def number_line(self) -> str:
        return f"Số {self.symbol}" if self.style == "party" else f"Số: {self.symbol}"

    @property
    def place_line(self) -> str:
        """Days below ten and the first two months are written with a zero, other months without (annex I, II.4)."""
        month = f"{self.day.month:02d}" if self.day.month <= 2 else f"{self.day.month}"
        return f"{self.place}, ngày {self.day.day:02d} tháng {month} năm {self.day.year}"


def recipient_lines(paper: Paper) -> list[str]:
    """As they stand under “Nơi nhận”: each ends with a semicolon, the last with a full stop."""
    lines = [
        f"- {one.name}" + (f" ({one.purpose})" if one.purpose and one.purpose != "Lưu" else "")
        for one in paper.recipients
    ]
    return [f"{line};" for line in lines[:-1]] + [f"{line}." for line in lines[-1:]]


def initials(body: str) -> str:
    """ "Sở Thông tin và Truyền thông" → "STTTT"; "Ủy ban nhân dân tỉnh" → "UBND"."""
    words = [word for word in re.findall(r"[^\W\d_]+", body) if word not in _SMALL_WORDS]
    letters = "".join(word[0] for word in words).upper()
    apart = unicodedata.normalize("NFD", letters)
    return unicodedata.normalize("NFC", "".join(one for one in apart if one not in "\u0300\u0301\u0303\u0309\u0323"))


def problems(paper: Paper) -> tuple[str, ...]:
    """Everything that the decree asks for and the paper has not, in one sentence each; empty when it is complete."""
    return tuple(_problems(paper))


def _problems(paper: Paper) -> Iterator[str]:
    required = {
        "issuer": "the issuing body", "kind": "its kind", "abstract": "what it is about (trích yếu)",
        "place": "the place of issue", "letters": "the letters of its kind",
    }  # fmt: skip
    for name, meaning in required.items():
        if not getattr(paper, name).strip():
            yield f"The paper does not say {meaning}; add it."
    if not any(block.kind == "paragraph" and block.text.strip() for block in paper.blocks):
        yield "The paper has no text; write one."
    if not paper.recipients:
        yield "The paper names no recipients (Nơi nhận); name at least the file (Lưu: VT)."
    for one in paper.recipients:
        if not one.purpose and not one.name.startswith("Như trên"):
            yield f"The recipient “{one.name}” has no purpose; write one of {', '.join(PURPOSES)}."
    if not paper.signature.title.strip():
        yield "The paper does not say who signs it; add the title."
    for text in texts_of(paper):
        if text != unicodedata.normalize("NFC", text):
            yield f"“{text[:40]}” is not in the normal form that the decree asks for (TCVN 6909); type it again."


def texts_of(paper: Paper) -> Iterator[str]:
    """Every text that its author wrote."""
    yield from (paper.issuer, paper.parent, paper.kind, paper.abstract, paper.place)
    for block in paper.blocks:
        yield block.text
        yield from (f"{row.label} {row.value} {row.note}" for row in block.rows)
