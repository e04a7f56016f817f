"""The audiences that a list may name: those of the plans that the province adopted, and those that somebody is in.

A mistyped one is refused with the nearest known one: nobody in it would ever be told anything.
"""

from difflib import get_close_matches

from django.utils.translation import gettext as _

from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import plan_of
from vungxanh.places.models import Place
from vungxanh.sheets.faults import FileRefused, Problem
from vungxanh.subscribers.models import Subscriber

PRESS = "co-quan-bao-chi"  # whom e-mail goes to, whatever the plan says


def audiences_known(province: Place) -> set[str]:
    """Empty when the province adopted no plan yet and has nobody on a list."""
    plans = [plan_of(adopted) for adopted in AdoptedPlan.objects.filter(place=province)]
    within = Subscriber.objects.filter(place__path__startswith=f"{province.path}/") | Subscriber.objects.filter(
        place=province
    )
    stored = within.order_by().values_list("audience", flat=True).distinct()
    found = {audience.id for plan in plans for audience in plan.audiences} | set(stored)
    return found | {PRESS} if found else found


def require_known_audience(audience: str, province: Place) -> None:
    """Raises FileRefused. Where nothing is known yet, every audience is the first."""
    known = audiences_known(province)
    if not known or audience in known:
        return
    near = get_close_matches(audience, sorted(known), n=1)
    said = {"audience": audience, "near": near[0] if near else "", "known": ", ".join(sorted(known))}
    if near:
        sentence = _("Nobody knows the audience “%(audience)s”; did you mean “%(near)s”? A new one: --new-audience.")
    else:
        sentence = _("Nobody knows the audience “%(audience)s”; known are: %(known)s. A new one: --new-audience.")
    raise FileRefused(Problem("unknown-audience", sentence % said))
