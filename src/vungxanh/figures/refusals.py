"""Why a release is not prepared or not signed. Each says what was wrong and what to do; none leaves anything behind."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from vungxanh.places.models import Place

SAID = 8  # changes or findings that one sentence names


class ReleaseRefused(Exception):
    """Base of the refusals; `code` is stable, the sentence is for the person."""

    code = "release-refused"


class NothingReported(ReleaseRefused):
    """No report at all stands for the place and day: there is nothing to release yet."""

    code = "nothing-reported"

    def __init__(self, place: Place, day: date) -> None:
        super().__init__(
            _("Nothing is reported for %(place)s on %(day)s. Import the day's figures first.")
            % {"place": place.full_name, "day": day.isoformat()}
        )


class AlreadyReleased(ReleaseRefused):
    """The day has its release; what changed since goes out as a correction of it."""

    code = "already-released"

    def __init__(self, number: int, day: date) -> None:
        self.number = number
        super().__init__(
            _("%(day)s was released as number %(number)d. Prepare a correction of that release.")
            % {"day": day.isoformat(), "number": number}
        )


class SamePerson(ReleaseRefused):
    """Whoever prepared a release may not sign it."""

    code = "same-person"

    def __init__(self) -> None:
        super().__init__(_("You prepared this release; a second person has to sign it."))


class ChangedSincePrepared(ReleaseRefused):
    """The reports are no longer what the signer was shown. `changes` is {what: (as prepared, as reported now)}: an
    indicator of the place itself, "name: indicator" of a place below, or "partial"."""

    code = "changed-since-prepared"

    def __init__(self, changes: Mapping[str, tuple[object, object]]) -> None:
        self.changes = dict(changes)
        first = sorted(self.changes.items())[:SAID]
        said = "; ".join(f"{key}: {_said(old)} → {_said(new)}" for key, (old, new) in first)
        said += "; …" if len(self.changes) > SAID else ""
        super().__init__(_("The figures changed since this was prepared (%s). Prepare it again.") % said)


class FindingsOpen(ReleaseRefused):
    """Something does not add up. A person resolves each finding or lets it stand with a reason; then it is signed."""

    code = "findings-open"

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = list(sentences)
        said = " ".join(self.sentences[:SAID]) + (" …" if len(self.sentences) > SAID else "")
        super().__init__(_("These figures do not add up; correct them or say why they stand. %s") % said)


class EmbargoTooLong(ReleaseRefused):
    """Later releases wait for this one, so an hour far ahead would silence the province. Usually the year is wrong."""

    code = "embargo-too-long"

    def __init__(self, publish_at: datetime) -> None:
        super().__init__(
            _("A release waits at most a week; %s is later than that. Choose an earlier hour.")
            % f"{publish_at:%H:%M %d/%m/%Y}"
        )


class NotTheLatest(ReleaseRefused):
    """Only the release that holds for its day is corrected. `number` is that release's."""

    code = "not-the-latest"

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(_("A later correction holds for that day. Correct release %d instead.") % number)


class NothingToCorrect(ReleaseRefused):
    """The reports say what the release says. Import the corrected figures first."""

    code = "nothing-to-correct"

    def __init__(self) -> None:
        super().__init__(_("The reports say the same as the release. Import the corrected figures first."))


class NoReason(ReleaseRefused):
    """A correction without a reason is a silent edit."""

    code = "no-reason"

    def __init__(self) -> None:
        super().__init__(_("Say why the released figures were wrong; the public will read it."))


def _said(value: object) -> object:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _("not reported") if value is None else value
