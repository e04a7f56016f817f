"""A person declares a level. The rule engine cannot: this is the only way in, and it asks for a document."""

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.levels.models import AdoptedPlan, Declaration, Proposal
from vungxanh.levels.read import plan_of
from vungxanh.places.models import Place

AHEAD = timedelta(days=31)


class DeclarationRefused(Exception):
    """Something is missing or impossible in a declaration. `problems` lists every sentence at once."""

    code = "declaration-refused"

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def declare(
    adopted: AdoptedPlan,
    place: Place,
    level: str,
    *,
    document: str,
    valid_from: date,
    by: User,
    at: datetime,
    valid_to: date | None = None,
    proposal: Proposal | None = None,
) -> Declaration:
    """Declare `level` for `place` and all below it, from the first day to the last (None: until another).

    The same document for the same place is one declaration: declaring it again returns it.
    Raises DeclarationRefused with every problem.
    """
    document = document.strip()
    known = Declaration.objects.filter(place=place, document=document).first()
    if known and (known.level, known.valid_from, known.valid_to) == (level, valid_from, valid_to):
        return known
    problems = _problems(adopted, place, level, document, valid_from, valid_to, at, known)
    if problems:
        raise DeclarationRefused(problems)
    return Declaration.objects.create(
        plan=adopted,
        place=place,
        level=level,
        document=document,
        valid_from=valid_from,
        valid_to=valid_to,
        declared_by=by,
        declared_at=at,
        proposal=proposal,
    )


def _problems(
    adopted: AdoptedPlan,
    place: Place,
    level: str,
    document: str,
    valid_from: date,
    valid_to: date | None,
    at: datetime,
    known: Declaration | None,
) -> list[str]:
    today = at.astimezone(VIETNAM).date()
    levels = [item.id for item in plan_of(adopted).levels.items]
    checks = [
        (
            level in levels,
            _("The plan has no level “%(level)s”; it has %(levels)s.")
            % {"level": level, "levels": ", ".join(levels) or "–"},
        ),
        (bool(document), _("A declaration needs the number of its document, such as 3421/QĐ-UBND.")),
        (
            known is None,
            _("Document %(document)s already declared another level or day for %(place)s.")
            % {"document": document, "place": place.full_name},
        ),
        (
            place.path.split("/")[0] == adopted.place.code,
            _("%(place)s is outside the plan's province.") % {"place": place.full_name},
        ),
        (
            valid_from >= adopted.adopted_from,
            _("The plan is adopted from %(day)s only.") % {"day": date_format(adopted.adopted_from)},
        ),
        (
            valid_from <= today + AHEAD,
            _("A declaration is in force within a month (by %(day)s); check the year.")
            % {"day": date_format(today + AHEAD)},
        ),
        (
            valid_from >= today,
            _("A declaration cannot be in force before it is made (%(day)s).") % {"day": date_format(today)},
        ),
        (
            valid_to is None or valid_to >= valid_from,
            _("The last day is before the first (%(day)s); correct one of them.") % {"day": date_format(valid_from)},
        ),
    ]
    return [sentence for holds, sentence in checks if not holds]
