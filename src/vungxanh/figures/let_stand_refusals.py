"""Why a finding is not let stand. Each says what to do; none leaves anything behind."""

from django.utils.translation import gettext as _


class NotLetStand(Exception):
    """Base of these refusals; `code` is stable, the sentence is for the person."""

    code = "not-let-stand"


class NoReasonToStand(NotLetStand):
    """A finding let stand without a reason is a finding hidden."""

    code = "no-reason"

    def __init__(self) -> None:
        super().__init__(_("Say why these numbers may stand; whoever signs will read it."))


class ReasonTooLong(NotLetStand):
    """`most` letters are kept, and none is cut off silently."""

    code = "reason-too-long"

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(_("Say it in at most %d letters.") % most)


class FindingGone(NotLetStand):
    """No such finding is open on the day: its numbers changed, or nothing was chosen."""

    code = "finding-gone"

    def __init__(self) -> None:
        super().__init__(_("A number has changed since, or nothing was chosen. Look at the findings again."))


class NeedsNoReason(NotLetStand):
    """A note keeps nobody from signing, so there is nothing to let stand."""

    code = "needs-no-reason"

    def __init__(self) -> None:
        super().__init__(_("A note keeps nobody from signing; it needs no reason."))
