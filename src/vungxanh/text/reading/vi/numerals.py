"""Vietnamese numerals: mốt and tư behind tens, lăm, linh, nghìn, "không trăm" inside a number that goes on."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 10**9
_LONGEST_GROUPED = 18  # digits; a longer row is no number for the ear
_LONGEST = 13  # without points between thousands


def cardinal(number: int) -> str:
    """1234 → "một nghìn hai trăm ba mươi tư"."""
    if number < 0:
        return f"âm {cardinal(-number)}"
    return " ".join(_words(number)) if number else DIGITS[0]


def one_by_one(digits: str) -> str:
    """ "1022" → "một không hai hai"."""
    return " ".join(DIGITS[int(digit)] for digit in digits if digit.isdigit())


def whole(digits: str, *, grouped: bool = False) -> str:
    """A row of digits as a number; digit by digit when zeros lead or it is too long.

    One zero before one digit is only a way of writing: "05 ca" is said "năm ca".
    """
    if len(digits) == 2 and digits[0] == "0":
        return DIGITS[int(digits)]
    if len(digits) > (_LONGEST_GROUPED if grouped else _LONGEST) or (len(digits) > 1 and digits[0] == "0"):
        return one_by_one(digits)
    return cardinal(int(digits))


def decimal(before: str, behind: str, *, grouped: bool = False) -> str:
    """("38", "5") → "ba mươi tám phẩy năm"; behind the comma a number too, unless zeros lead or it is long."""
    said = one_by_one(behind) if behind[0] == "0" or len(behind) > 3 else cardinal(int(behind))
    return f"{whole(before, grouped=grouped)} phẩy {said}"


def ordinal(number: int) -> str:
    """Behind "thứ": nhất, hai, ba, tư, năm …"""
    return {1: "nhất", 4: "tư"}.get(number) or cardinal(number)


def _words(number: int, *, inside: bool = False) -> list[str]:
    """`inside`: something larger was said, so hundreds are said even when there are none."""
    above, rest = divmod(number, _BILLION)
    said = [*_words(above, inside=inside), "tỷ"] if above else []
    for scale, word in ((10**6, "triệu"), (1000, "nghìn"), (1, "")):
        group = rest // scale % 1000
        if group:
            said += _hundreds(group, full=inside or bool(said))
            said += [word] if word else []
    return said


def _hundreds(group: int, *, full: bool) -> list[str]:
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    said = [DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return said + (["linh"] if said and ones else []) + ([DIGITS[ones]] if ones else [])
    said += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    return [*said, _behind_tens(tens, ones)] if ones else said


def _behind_tens(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(ones, DIGITS[ones]) if tens > 1 else DIGITS[ones]
