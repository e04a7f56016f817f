"""A cell that a spreadsheet would take for a formula is written as text: what a name begins with runs nothing."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_a_cell(value: object) -> object:
    """Numbers stay numbers; text that begins like a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
