"""A person declares a level. The rule engine cannot: this is the only way in, and it asks for a document."""

from datetime import date, datetime

from vungxanh.agencies.models import User
from vungxanh.levels.models import AdoptedPlan, Declaration, Proposal
from vungxanh.levels.read import plan_of
from vungxanh.places.models import Place


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
    proposal: Proposal | None = None,
) -> Declaration:
    """Declare `level` for `place` and all below it, from the start of the day `valid_from`.

    The same document for the same place is one declaration: declaring it again returns it.
    Raises DeclarationRefused with every problem.
    """
    document = document.strip()
    known = Declaration.objects.filter(place=place, document=document).first()
    if known and (known.level, known.valid_from) == (level, valid_from):
        return known
    problems = _problems(adopted, place, level, document, valid_from, at, known)
    if problems:
        raise DeclarationRefused(problems)
    return Declaration.objects.create(
        plan=adopted,
        place=place,
        level=level,
        document=document,
        valid_from=valid_from,
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
    at: datetime,
    known: Declaration | None,
) -> list[str]:
    levels = [item.id for item in plan_of(adopted).levels.items]
    checks = [
        (level in levels, f"The plan has no level “{level}”; it has {', '.join(levels) or 'none'}."),
        (bool(document), "A declaration needs the number of its document, such as 3421/QĐ-UBND."),
        (known is None, f"Document {document} already declared another level or day for {place.full_name}."),
        (place.path.split("/")[0] == adopted.place.code, f"{place.full_name} is outside the plan's province."),
        (valid_from >= adopted.adopted_from, f"The plan is adopted from {adopted.adopted_from} only."),
        (valid_from >= at.date(), f"A declaration cannot be in force before it is made ({at.date()})."),
    ]
    return [sentence for holds, sentence in checks if not holds]
