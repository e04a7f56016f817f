"""How a simulated operator behaves. Each misbehaviour was seen in the field, and each is one option."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The default is a good operator. Times are seconds."""

    delay: float = 0.0  # from a part to its receipt
    undelivered_percent: int = 2  # share of numbers that cannot be reached, by a hash of the number
    reject: frozenset[str] = frozenset()  # numbers that do not exist

    answer_after: float = 0.0  # from a part to its answer
    answers_reversed: bool = False  # the parts of one read are answered in the opposite order
    lose_answer_every: int = 0  # each n-th answer is never given
    wrong_sequence_every: int = 0  # each n-th answer carries a sequence number that nobody used
    silent: bool = False  # takes parts, answers nothing, sends no receipts
    deaf: bool = False  # says nothing at all any more, not even to enquire_link

    throttle_first: int = 0  # so many submits are first told to slow down
    throttle_for: float = 0.0  # from the first submit on, so long
    tps: float = 0.0  # submits per second, above which it says so

    receipts_twice: bool = False
    receipts_first: bool = False  # the receipt overtakes the answer
    hex_ids: bool = False  # decimal in the answer, hexadecimal in a bare receipt
    hex_answers: bool = False  # the other way round
    bare_receipts: bool = False  # receipts without TLVs, and so without our reference
    deliver_window: int = 1000  # receipts that one client may leave unacknowledged
    again_after: float = 60.0  # until an unacknowledged receipt is sent again on the same line

    refuse_bind: int = 0  # the status with which binds are refused
    close_on_bind: bool = False  # hangs up instead of answering a bind
    cut_after: int = 0  # cuts the line, once, when so many parts were accepted and before answering them
    lose_when_cut: bool = False  # … and forgets the parts of that last read
    garbage_after: int = 0  # writes nonsense, once, when so many parts were accepted
    half_pause: float = 0.0  # writes everything in two pieces with so long between them

    @property
    def bare(self) -> bool:
        return self.bare_receipts or self.hex_ids or self.hex_answers
