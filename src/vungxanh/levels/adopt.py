"""A province adopts a plan file, with an overlay that fills its holes, by a document, from a day."""

import hashlib
from datetime import date

from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import overlay_of, plan_of
from vungxanh.places.models import Place


def adopt(place: Place, plan_text: str, overlay_text: str = "", *, document: str, adopted_from: date) -> AdoptedPlan:
    """Store the plan as it stands. Adopting the same files from the same day again changes nothing.

    Raises PlanError, with every problem and its line, when the checker finds an error in either file.
    """
    sha256 = hashlib.sha256(f"{plan_text}\0{overlay_text}".encode()).hexdigest()
    offered = AdoptedPlan(text=plan_text, overlay_text=overlay_text, sha256=sha256, plan_id="plan")
    plan = plan_of(offered)
    overlay_of(offered)
    adopted, _created = AdoptedPlan.objects.get_or_create(
        place=place,
        plan_id=plan.id,
        adopted_from=adopted_from,
        defaults={"text": plan_text, "overlay_text": overlay_text, "sha256": sha256, "document": document},
    )
    if adopted.sha256 != sha256:
        raise OtherTextAdopted(plan.id, adopted_from)
    return adopted


class OtherTextAdopted(Exception):
    """The same plan was adopted from the same day with other words. Adopt the new text from a later day."""

    code = "other-text-adopted"

    def __init__(self, plan_id: str, adopted_from: date) -> None:
        super().__init__(
            f"Plan {plan_id} was already adopted from {adopted_from} with other text; adopt this one from a later day."
        )
