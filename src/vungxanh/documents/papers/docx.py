"""The same paper as DOCX, for an office that goes on working on it.

DOCX embeds no font here: it names Times New Roman, which every office machine has. The same paper gives the same bytes.
"""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Document_
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from vungxanh.documents.papers.paper import END, MOTTO, NATION, PARTY, Block, Paper, recipient_lines
from vungxanh.documents.printable import printable
from vungxanh.documents.typeset import ONCE

FONT = "Times New Roman"


def to_docx(paper: Paper) -> bytes:
    document = Document()
    _page(document, paper)
    _head(document, paper)
    for line, size in ((paper.kind.upper(), 14), (paper.abstract, 14)):
        _line(document.add_paragraph(), line, size, bold=True, align=Align.CENTER)
    for block in paper.blocks[:-1]:
        _block(document, block, paper, "")
    _block(document, paper.blocks[-1], paper, END)
    _foot(document, paper)
    file = BytesIO()
    document.save(file)
    return _same_bytes(file.getvalue())


def _page(document: Document_, paper: Paper) -> None:
    """A4 with the decree's margins; the page's number above, from the second page on."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = Align.CENTER
    _field(number, "PAGE")
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN" if paper.language != "en" else "en-US")
    style.element.rPr.append(language)
    properties = document.core_properties
    properties.title, properties.comments = printable(f"{paper.kind} {paper.abstract}")[:250], ""
    properties.created = properties.modified = ONCE.replace(tzinfo=None)
    properties.author = properties.last_modified_by = printable(paper.issuer)
    properties.revision = 1


def _head(document: Document_, paper: Paper) -> None:
    table = document.add_table(rows=2, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    for cell, width in ((left, Mm(71)), (right, Mm(94)), *zip(table.rows[1].cells, (Mm(71), Mm(94)), strict=True)):
        cell.width = width
    if paper.parent and paper.parent != paper.issuer:
        _in(left, paper.parent.upper(), 13)
    _in(left, paper.issuer.upper(), 13, bold=True)
    _in(left, "*" if paper.style == "party" else "―――――", 13)
    if paper.style == "party":
        _in(right, PARTY, 14, bold=True, underlined=True)
    else:
        _in(right, NATION, 13, bold=True)
        _in(right, MOTTO, 14, bold=True, underlined=True)
    _in(table.rows[1].cells[0], paper.number_line, 13)
    if paper.urgent:
        _in(table.rows[1].cells[0], paper.urgent, 14, bold=True)
    _in(table.rows[1].cells[1], paper.place_line, 14, italic=True)


def _block(document: Document_, block: Block, paper: Paper, end: str) -> None:
    if block.kind == "figures":
        _figures(document, block, paper)
        if end:
            _body(document.add_paragraph(), end)
        return
    text = block.text.removesuffix(".") + end if end else block.text
    for part in text.split("\n"):
        if block.kind == "heading":
            _line(document.add_paragraph(), part, 14, bold=True)
        else:
            _body(document.add_paragraph(), part)


def _figures(document: Document_, block: Block, paper: Paper) -> None:
    head = dict(paper.words)
    has_notes = any(row.note for row in block.rows)
    columns = ("label", "value", "note") if has_notes else ("label", "value")
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        _in(cell, head[name], 13, bold=True, align=Align.LEFT)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in block.rows:
        for cell, name in zip(table.add_row().cells, columns, strict=True):
            _in(cell, getattr(row, name), 13, align=Align.RIGHT if name == "value" else Align.LEFT)


def _foot(document: Document_, paper: Paper) -> None:
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    _in(left, "Nơi nhận:", 12, bold=True, italic=True, align=Align.LEFT)
    for line in recipient_lines(paper):
        _in(left, line, 11, align=Align.LEFT)
    signed = paper.signature
    for text in (signed.authority.upper(), signed.title.upper(), "", "", "", signed.name):
        _in(right, text, 14, bold=True)


def _body(paragraph: Paragraph, text: str) -> None:
    _line(paragraph, text, 14, align=Align.JUSTIFY)
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_after, form.line_spacing = Cm(1), Pt(6), 1.1


def _in(cell: _Cell, text: str, size: int, *, align: Align = Align.CENTER, **look: bool) -> None:
    """Another line of a cell; the empty one that it begins with is used first."""
    first = cell.paragraphs[0]
    paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    _line(paragraph, text, size, align=align, **look)


def _line(
    paragraph: Paragraph,
    text: str,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    underlined: bool = False,
    align: Align = Align.LEFT,
) -> None:
    run = paragraph.add_run(printable(text))
    run.bold, run.italic, run.underline = bold, italic, underlined
    run.font.name, run.font.size = FONT, Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)


def _field(paragraph: Paragraph, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        run = paragraph.add_run()
        if kind:
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
        else:
            sign = OxmlElement("w:instrText")
            sign.text = text
        run._r.append(sign)


def _same_bytes(content: bytes) -> bytes:
    """A zip file holds the minute of its making in every entry; here it is always the same one."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, ONCE.timetuple()[:6]), old.read(name), ZIP_DEFLATED)
    return made.getvalue()
