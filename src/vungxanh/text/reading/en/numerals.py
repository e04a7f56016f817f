"""English numerals, years and places in an order, without hyphens."""

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
_PLACES = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_LONGEST = 15


def cardinal(number: int) -> str:
    """1234 → "one thousand two hundred and thirty four"."""
    if number < 100:
        return _below_hundred(number)
    if number < 1000:
        above, rest = divmod(number, 100)
        return f"{_SMALL[above]} hundred" + (f" and {_below_hundred(rest)}" if rest else "")
    scale, word = next(pair for pair in _SCALES if number >= pair[0])
    above, rest = divmod(number, scale)
    joint = " and " if 0 < rest < 100 else " "
    return f"{cardinal(above)} {word}" + (f"{joint}{cardinal(rest)}" if rest else "")


def _below_hundred(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f" {_SMALL[ones]}" if ones else "")


def one_by_one(digits: str) -> str:
    return " ".join(_SMALL[int(digit)] for digit in digits if digit.isdigit())


def whole(digits: str) -> str:
    """Zeros in front and very long rows are read digit by digit; one zero before one digit is not heard."""
    if len(digits) == 2 and digits[0] == "0":
        return _SMALL[int(digits)]
    if len(digits) > _LONGEST or (len(digits) > 1 and digits[0] == "0"):
        return one_by_one(digits)
    return cardinal(int(digits))


def place(number: int) -> str:
    """21 → "twenty first"."""
    *front, last = cardinal(number).split()
    ending = _PLACES.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return " ".join([*front, ending])


def year(number: int) -> str:
    """2021 → "twenty twenty one", 2005 → "two thousand and five", 1945 → "nineteen forty five"."""
    century, rest = divmod(number, 100)
    if not 1100 <= number <= 2099 or 2000 <= number <= 2009:
        return cardinal(number)
    if rest == 0:
        return f"{_below_hundred(century)} hundred"
    return f"{_below_hundred(century)} {'oh ' if rest < 10 else ''}{_below_hundred(rest)}"
