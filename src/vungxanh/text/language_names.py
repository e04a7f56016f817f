"""Languages by their ISO 639 codes, and what they are called here."""

from functools import cache

# Of the four provinces' people and of those who are read in others: as each calls itself in Vietnam.
NAMES = {
    "vi": "Tiếng Việt", "en": "English", "tyz": "Tày", "nut": "Nùng", "mtq": "Mường", "blt": "Thái", "hmn": "Mông",
    "rad": "Ê Đê", "jra": "Gia Rai", "cmo": "M'Nông", "bdq": "Ba Na", "kpm": "Cơ Ho", "cjm": "Chăm", "km": "Khmer",
    "zh": "中文", "ium": "Dao", "sed": "Xơ Đăng",
}  # fmt: skip


@cache
def code_of(written: str) -> str | None:
    """The code that is kept for a written one: of two letters where there is one (ISO 639-1), else of three (639-3).

    None where no language has it; a code of a whole family (639-5) is none.
    """
    from iso639 import Language, LanguageNotFoundError  # a fifth of a second: only for who names a language

    code = written.strip().lower()
    if not code.isascii() or len(code) not in (2, 3):
        return None
    try:
        found = Language.match(code)
    except LanguageNotFoundError:
        return None
    return found.part1 or found.part3 if code in (found.part1, found.part3, found.part2b) else None


@cache
def name_of(code: str) -> str:
    """Its own name here, else its English one, else the code."""
    if code in NAMES or code_of(code) is None:
        return NAMES.get(code, code)
    from iso639 import Language

    return str(Language.match(code).name)
