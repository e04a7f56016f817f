"""Where the letters of a PDF stand: whether any of them is beyond its page's edge."""

import pypdfium2
import pypdfium2.raw as pdfium


def off_the_page(pdf: bytes) -> list[str]:
    """Every printed letter of any page whose box is not within the page, by more than a point."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        wide, high = page.get_size()
        read = page.get_textpage()
        for at in range(read.count_chars()):
            letter = chr(pdfium.FPDFText_GetUnicode(read, at))
            left, bottom, right, top = read.get_charbox(at)
            if letter.isprintable() and not (left >= -1 and right <= wide + 1 and bottom >= -1 and top <= high + 1):
                found.append(letter)
    return found
