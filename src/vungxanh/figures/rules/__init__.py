"""Do the day's figures agree with each other? Numbers in, what disagrees out: no Django, no I/O, no clock, no sentence.

What is compared follows from how the indicators hang together and from the tree of places; no indicator is known by
name. Nothing is repaired: what disagrees is found, with the numbers that disagree and what they were added up from.
"""

from .book import Book, Counted, Kind, Measure
from .found import Code, Found, Made, Number, Severity
from .given import Cell, Earlier, Given, Owing
from .judge import judge, suspects, unfollowed
from .tree import Place, Tree, completeness

__all__ = [
    "Book",
    "Cell",
    "Code",
    "Counted",
    "Earlier",
    "Found",
    "Given",
    "Kind",
    "Made",
    "Measure",
    "Number",
    "Owing",
    "Place",
    "Severity",
    "Tree",
    "completeness",
    "judge",
    "suspects",
    "unfollowed",
]
