"""The outbox. Recipients are written once; an attempt is a part that was stamped, in the moment before it left.

Nothing stores "done": a state is computed from attempts, receipts and the clock. The four largest tables have no
foreign key constraints: their rows are written by INSERT … SELECT from the very tables they point to, millions at a
time. `numbers.py` says how they are numbered.
"""

from .lines import Line, Pulse
from .orders import Dispatch, Fallback, Lane, Step
from .parts import Answer, Attempt, Bundle, Receipt, Recipient, Stray, Tally

__all__ = [
    "Answer",
    "Attempt",
    "Bundle",
    "Dispatch",
    "Fallback",
    "Lane",
    "Line",
    "Pulse",
    "Receipt",
    "Recipient",
    "Step",
    "Stray",
    "Tally",
]
