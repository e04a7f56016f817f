"""What a listener takes from the reading form: the same questions as to a text, with every number in words."""

import re
from collections.abc import Callable, Mapping

from told import A_CORRECTION, DEATHS, MONTHS, NEW, WAVE, WEEK, Told
from understood import Understood

from reading_back import english_number, english_numbers_in, number, numbers_in

N = r"([^\W\d]+(?: [^\W\d]+)*?)"  # words of one number, as few as will do
PLACES = (  # (what it names, how it is said); the longest first
    ("vi", (
        ((NEW, DEATHS), f"ghi nhận {N} ca mắc cô vít mười chín mới và {N} ca tử vong trong ngày"),
        ((WEEK,), f"Trong bảy ngày qua có {N} ca"),
        ((WAVE,), f"tổng số ca trong đợt dịch này là {N}\\."),
        (("correction",), f"Đính chính theo bản công bố số {N};"),
        (("release",), f"bản công bố số {N} của"),
        (("level",), f"(?:Cấp|Mức) độ {N}\\."),
        (("day", "month", "year"), f"ngày (?:mùng )?{N} tháng {N} năm {N},"),
    )),
    ("en", (
        ((NEW, DEATHS), f"new Covid nineteen cases {N}, deaths {N}\\."),
        ((WEEK, WAVE), f"Cases in the last seven days: {N}; in this wave: {N}\\."),
        (("correction",), f"Correction by release number {N};"),
        (("release",), f"release number {N} of"),
        (("level",), f"level {N}(?: apply)?\\."),
    )),
)  # fmt: skip
FIXED: Mapping[str, Mapping[str, str]] = {
    "vi": {"hai mươi tư trên hai mươi tư giờ": "fixed", "một không hai hai": "hotline", "một một năm": "fixed",
           "không phải": "no number", "không chờ": "no number"},
    "en": {"one zero two two": "hotline", "one one five": "fixed", "twenty four hours": "fixed"},
}  # fmt: skip
NUMBERS: Mapping[str, Callable[[str], int]] = {"vi": number, "en": english_number}
PARTS = {"morning": 0, "afternoon": 12}


def heard(script: str, told: Told, language: str) -> Understood:
    """A day, an hour and a level are heard as numbers too; `left` has the numbers that nothing explains."""
    found = Understood()
    text, numeral = script, NUMBERS[language]
    found.said |= {"correction"} if A_CORRECTION.search(text) else set()
    for words, name in FIXED[language].items():
        text, count = re.subn(rf"(?<!\w){words}(?!\w)", "|", text)
        found.said |= {name} if count else set()
    right: Mapping[str, int] = {
        **told.figures, "release": told.number, "correction": told.corrected_by, "level": told.level,
        "day": told.day.day, "month": told.day.month, "year": told.day.year,
    }  # fmt: skip

    def claimed(claim: re.Match[str], names: tuple[str, ...]) -> str:
        found.said.update(names)
        if [numeral(words) for words in claim.groups()] != [right[name] for name in names]:
            found.wrong.append(f"“{claim[0]}” where it is {[right[name] for name in names]}")
        return "|"

    for names, said in dict(PLACES)[language]:
        text = re.sub(rf"(?<!\w){said}", lambda claim, names=names: claimed(claim, names), text)
    text = _moments(text, told, language, found)
    found.left = [str(one) for one in (numbers_in(text) if language == "vi" else english_numbers_in(text))]
    return found


def _moments(text: str, told: Told, language: str, found: Understood) -> str:
    """ "at five in the afternoon", "on the twenty seventh of November, twenty twenty one", "mười bảy giờ"."""

    def said(moment: re.Match[str], name: str, value: object, right: object) -> str:
        found.said.add(name)
        if value != right:
            found.wrong.append(f"“{moment[0]}” where it is {right}")
        return "|"

    if language == "vi":
        return re.sub(
            f"(?<=đến |vào ){N} giờ", lambda one: said(one, "hour", number(one[1]), told.as_of.hour), text, flags=re.I
        )
    text = re.sub(
        rf"{N} in the (morning|afternoon)(?!\w)",
        lambda one: said(one, "hour", english_number(one[1].split()[-1]) + PARTS[one[2]], told.as_of.hour),
        text,
    )
    return re.sub(
        f"(?<=the ){N} of ([A-Z][a-z]+), {N},",
        lambda one: said(
            one, "day", (english_number(one[1]), MONTHS.index(one[2]) + 1, english_number(one[3])),
            (told.day.day, told.day.month, told.day.year),
        ),
        text,
    )  # fmt: skip
