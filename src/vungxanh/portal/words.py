"""Plain words for what the plan and the rooms below name by key. A key without words is shown as the plan prints it."""

from django.utils.translation import gettext_lazy as _

from vungxanh.pictures.emblem import rank
from vungxanh.plan import DeclinedCategory, Plan
from vungxanh.portal.read.levels import LevelShown

# By rank, from calm to grave: what the level says to somebody who has never read the plan.
MEANINGS = (
    _("The outbreak has not reached the plan's first threshold. Life goes on, with care."),
    _("There are cases in the province. Follow the announcements and declare at once if you feel ill."),
    _("Cases are rising. Follow the announcements every day and avoid crowds."),
    _("There are many cases. Limit going out; the province speaks several times a day."),
    _("There are very many cases. Stay at home if you can; follow the announcements closely."),
)

THEMES = {
    "chu-truong": _("Policy and measures"),
    "ket-qua": _("Results of the response"),
    "guong-tot": _("Good examples"),
    "tin-gia": _("False claims corrected"),
    "dien-bien-ngay": _("The day's situation"),
    "truy-vet": _("Places and times of exposure"),
    "bien-phap-moi": _("New measures"),
    "thong-diep": _("Health advice"),
    "nen-khong-nen": _("Do and do not"),
    "duong-day-nong": _("Hotlines and supplies"),
    "bao-ve-suc-khoe": _("Protecting your health"),
    "giao-duc": _("Schools"),
}

DECLINED = {
    DeclinedCategory.POLITICAL_REBUTTAL: _("Political rebuttal"),
    DeclinedCategory.OPINION_MONITORING: _("Watching public opinion"),
    DeclinedCategory.WITHHOLD_FACTS: _("Withholding facts"),
    DeclinedCategory.SANCTION: _("Sanctions on the press or on persons"),
    DeclinedCategory.SUPPRESS_CRITICISM: _("Suppressing criticism"),
    DeclinedCategory.PROFILE_PERSONS: _("Profiling or tracing persons"),
    DeclinedCategory.BLOCK_ACCOUNTS: _("Blocking accounts"),
}


PARTED = {
    "found-where": _("parted by where they were found"),
    "dose-number": _("parted by the number of the dose"),
    "in-use": _("parted by use"),
    "outcome": _("parted by how they fared"),
}


def meaning(level: LevelShown) -> str:
    return str(MEANINGS[rank(level.order)])


def theme(key: str, plan: Plan | None = None) -> str:
    """A theme in the page's language; else the plan's own sentence; else the key."""
    if key in THEMES:
        return str(THEMES[key])
    return next((t.text for t in plan.themes if t.id == key), key) if plan else key
