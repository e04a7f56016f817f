"""Papers in the form of Decree 30/2020/NĐ-CP: margins, sizes and parts measured in the file; no letter missing."""

import unicodedata
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx import Document
from docx.shared import Mm

from on_the_page import off_the_page
from vungxanh.documents.letters import NoSuchLetter
from vungxanh.documents.papers.docx import to_docx
from vungxanh.documents.papers.paper import Block, Paper, Recipient, Row, Signature, initials, problems
from vungxanh.documents.papers.pdf import to_pdf

MM = 72 / 25.4
LETTERS = {
    "Vietnamese": "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ",
    "Ê Đê, Gia Rai, Ba Na, M'Nông": "ƀčĕêĭñŏôơŭưbdđăâ" + "ê̆ô̆ơ̆ư̆",
    "Tày, Nùng, Thái, Mông": "bjfzwăâđêôơưàáảãạ",
    "signs": "–—“”‘’…%°²³½≥≤×±→•",
}
PAPER = Paper(
    issuer="Sở Thông tin và Truyền thông", parent="Ủy ban nhân dân tỉnh Vĩnh Phúc", kind="Thông cáo báo chí",
    letters="TCBC", abstract="Về công tác phòng, chống dịch COVID-19", place="Vĩnh Phúc", day=date(2021, 9, 2),
    number=12,
    blocks=(
        Block("paragraph", "Tính đến 17 giờ 00, tỉnh ghi nhận 1.234 ca mắc mới và 5 ca tử vong."),
        Block("heading", "Số liệu:"),
        Block("figures", rows=(Row("Ca mắc mới", "1.234"), Row("Ca tử vong mới", "5", "đính chính"))),
        Block("paragraph", "Hãy ở nhà khi có thể."),
    ),
    signature=Signature("KT. GIÁM ĐỐC", "Phó Giám đốc", "Nguyễn Văn A"),
    recipients=(Recipient("Các cơ quan báo chí", "đăng tải"), Recipient("Lưu: VT", "Lưu")),
    words=(("label", "Chỉ tiêu"), ("value", "Số liệu"), ("note", "Ghi chú")),
)  # fmt: skip
PARTY = replace(
    PAPER, style="party", issuer="Ban Tuyên giáo Tỉnh ủy", parent="Tỉnh ủy Thanh Hóa", letters="KH", number=48
)
LONG = replace(
    PAPER,
    blocks=(
        *(Block("paragraph", f"Đoạn {n}. " + "Nội dung của đoạn này được viết cho đủ dài. " * 6) for n in range(30)),
    ),
)


def text_of(content: bytes) -> str:
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    return unicodedata.normalize("NFC", "\n".join(pages).replace("\r", ""))


def letters(page: pypdfium2.PdfPage) -> list[tuple[str, float, float, float, float, float]]:
    """(letter, left, bottom, right, top, size) of every printed letter, in points."""
    read = page.get_textpage()
    found = []
    for at in range(read.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(read, at))
        if not letter.isspace() and letter.isprintable():
            found.append((letter, *read.get_charbox(at, loose=True), pdfium.FPDFText_GetFontSize(read, at)))
    return found


@pytest.mark.parametrize("paper", [PAPER, PARTY, LONG], ids=["State", "Party", "three pages"])
def test_it_is_a4_with_the_margins_of_the_decree(paper: Paper) -> None:
    for page in pypdfium2.PdfDocument(to_pdf(paper)):
        assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=1)
        printed = letters(page)
        body = [one for one in printed if one[4] < (297 - 20) * MM + 2]  # the page's number stands above
        assert min(one[1] for one in printed) >= 30 * MM - 1
        assert max(one[3] for one in printed) <= (210 - 15) * MM + 2
        assert min(one[2] for one in body) >= 20 * MM - 2


@pytest.mark.parametrize("paper", [PAPER, PARTY], ids=["State", "Party"])
def test_its_letters_have_the_sizes_of_the_decree(paper: Paper) -> None:
    sizes = {round(one[5] * 2) / 2 for one in letters(pypdfium2.PdfDocument(to_pdf(paper))[0])}
    assert sizes <= {11.0, 12.0, 12.5, 13.0, 14.0} and {11.0, 13.0, 14.0} <= sizes


def test_a_paper_of_the_state_has_every_part() -> None:
    text = " ".join(text_of(to_pdf(PAPER)).split())
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN TỈNH VĨNH PHÚC",
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "Số: 12/TCBC-STTTT", "Vĩnh Phúc, ngày 02 tháng 9 năm 2021",
        "THÔNG CÁO BÁO CHÍ", "Về công tác phòng, chống dịch COVID-19", "1.234", "Hãy ở nhà khi có thể./.",
        "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn A", "Nơi nhận:", "- Các cơ quan báo chí (đăng tải);", "- Lưu: VT.",
    ):  # fmt: skip
        assert part in text, part


def test_a_paper_of_the_party_has_its_own_head() -> None:
    text = text_of(to_pdf(PARTY))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text and "Số 48-KH/BTGTU" in text and "CỘNG HÒA" not in text


def test_without_a_number_there_is_room_for_it() -> None:
    assert replace(PAPER, number=None).number_line == "Số:         /TCBC-STTTT"


def test_the_pages_are_numbered_from_the_second_on() -> None:
    pages = list(pypdfium2.PdfDocument(to_pdf(LONG)))
    tops = [[one[0] for one in letters(page) if one[2] > (297 - 20) * MM] for page in pages]
    assert len(pages) >= 3 and tops[0] == [] and tops[1] == ["2"] and tops[2] == ["3"]


@pytest.mark.parametrize("language", LETTERS)
def test_no_letter_is_missing(language: str) -> None:
    row = unicodedata.normalize("NFC", LETTERS[language] + LETTERS[language].upper())
    paper = replace(PAPER, blocks=(Block("paragraph", row),))
    wanted = {letter for letter in row if not unicodedata.combining(letter)}
    assert wanted <= set(text_of(to_pdf(paper)))


def test_docx_has_the_same_parts_margins_and_font() -> None:
    document = Document(BytesIO(to_docx(PAPER)))
    section = document.sections[0]
    measured = (section.page_width, section.left_margin, section.right_margin)
    assert measured == pytest.approx((Mm(210), Mm(30), Mm(15)), abs=1000)  # Word counts in twentieths of a point
    assert document.styles["Normal"].font.name == "Times New Roman"
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for part in (
        "Số: 12/TCBC-STTTT",
        "THÔNG CÁO BÁO CHÍ",
        "Hãy ở nhà khi có thể./.",
        "Nơi nhận:",
        "1.234",
        "Nguyễn Văn A",
    ):
        assert part in said, part


def test_everything_that_is_missing_is_said_at_once() -> None:
    bare = replace(
        PAPER, issuer="", abstract=" ", blocks=(), recipients=(Recipient("UBND tỉnh"),), signature=Signature()
    )
    said = problems(bare)
    assert len(said) == 5 and any("purpose" in one for one in said)
    assert problems(PAPER) == () == problems(PARTY)


def test_text_that_is_not_in_normal_form_is_named() -> None:
    (said,) = problems(replace(PAPER, abstract=unicodedata.normalize("NFD", PAPER.abstract)))
    assert "TCVN 6909" in said


@pytest.mark.parametrize(
    ("body", "letters_of_it"),
    [
        ("Sở Thông tin và Truyền thông", "STTTT"),
        ("Ủy ban nhân dân tỉnh", "UBND"),
        ("Ban Tuyên giáo Tỉnh ủy", "BTGTU"),
        ("Sở Y tế", "SYT"),
    ],
)
def test_a_body_is_known_by_its_letters(body: str, letters_of_it: str) -> None:
    assert initials(body) == letters_of_it


def with_text(text: str) -> Paper:
    return replace(PAPER, blocks=(Block("paragraph", text),))


def test_a_sign_that_no_font_of_the_paper_writes_is_refused_by_name_and_not_dropped() -> None:
    with pytest.raises(NoSuchLetter, match=r"U\+1F637"):
        to_pdf(with_text("Đeo khẩu trang 😷."))
    assert to_docx(with_text("Đeo khẩu trang 😷.")), "an office's own program has its own fonts"


@pytest.mark.parametrize("sign", ["\u0007", "\u000b", "\u001b", "\ufffe"])
def test_a_control_character_of_an_old_text_is_left_out(sign: str) -> None:
    paper = replace(with_text(f"Một{sign} hai."), abstract=f"Về{sign} dịch", issuer=f"Sở{sign} Y tế")
    assert "Một hai" in " ".join(text_of(to_pdf(paper)).split())
    (words,) = [one.text for one in Document(BytesIO(to_docx(paper))).paragraphs if "hai" in one.text]
    assert " ".join(words.split()) == "Một hai./."


def test_a_word_longer_than_its_line_is_broken_and_stays_on_the_page() -> None:
    assert off_the_page(to_pdf(with_text("Xem https" + "abcdefghij" * 20 + " ngay."))) == []
