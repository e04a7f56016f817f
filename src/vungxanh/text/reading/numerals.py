"""Vietnamese numerals as an announcer of the north says them: mốt, tư, lăm, linh, nghìn, and “không trăm” inside."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", " nghìn", " triệu")
BILLION = 10**9
LONGEST = 18  # digits; a longer row is a code, not a number


def cardinal(number: int) -> str:
    """1234 → "một nghìn hai trăm ba mươi tư". Negative numbers begin with "âm"."""
    if number < 0:
        return f"âm {cardinal(-number)}"
    if number < 10:
        return DIGITS[number]
    return " ".join(_below_billion(number) if number < BILLION else _billions(number))


def one_by_one(digits: str) -> str:
    """ "1022" → "một không hai hai". What is no digit is left out."""
    return " ".join(DIGITS[int(digit)] for digit in digits if digit.isdecimal())


def whole(digits: str) -> str:
    """A row of digits as a number; as single digits when it begins with zeros or is too long to be one.

    One zero before a single digit is only a way of writing: "05 ca" is said "năm ca".
    """
    if len(digits) == 2 and digits[0] == "0":
        return DIGITS[int(digits[1])]
    if len(digits) > LONGEST or (len(digits) > 1 and digits[0] == "0"):
        return one_by_one(digits)
    return cardinal(int(digits))


def decimal(before: str, after: str) -> str:
    """("38", "5") → "ba mươi tám phẩy năm". What follows the comma is a number, unless it begins with a zero."""
    behind = one_by_one(after) if after.startswith("0") or len(after) > 3 else cardinal(int(after))
    return f"{cardinal(int(before or '0'))} phẩy {behind}"


def fraction(above: str, below: str) -> str:
    """("3", "4") → "ba phần tư"."""
    return f"{whole(above)} phần {'tư' if int(below) == 4 else whole(below)}"


def _billions(number: int) -> list[str]:
    above, rest = divmod(number, BILLION)
    said = [*cardinal(above).split(), "tỷ"]
    return [*said, *_below_billion(rest, inside=True)] if rest else said


def _below_billion(number: int, *, inside: bool = False) -> list[str]:
    """`inside`: something larger was said before, so that hundreds are said even when there are none."""
    said: list[str] = []
    for place in (2, 1, 0):
        group = number // 1000**place % 1000
        if group:
            said += _group(group, full=inside or bool(said))
            said += SCALES[place].split()
    return said


def _group(group: int, *, full: bool) -> list[str]:
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    said = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return [*said, *(["linh"] if said and ones else []), *([DIGITS[ones]] if ones else [])]
    said += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones:
        said.append(_last(tens, ones))
    return said


def _last(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return DIGITS[ones]
