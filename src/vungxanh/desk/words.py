"""Plain words for what the rooms below name by key or say in English: one table per vocabulary.

A key or sentence without words here is shown as it came, never hidden.
"""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vungxanh.desk.sentences import in_this_language
from vungxanh.duties.models import EvidenceKind, State
from vungxanh.figures.models import Indicator
from vungxanh.figures.reporters import State as Standing
from vungxanh.plan import DeclinedCategory, Every, Kind, Level, Modality, Timing

TIMINGS = {
    Timing.COUNTED: _("So many times"),
    Timing.CLOCKED: _("By an hour of the day"),
    Timing.ONCE: _("Before a date"),
    Timing.CONTINUOUS: _("At all times"),
    Timing.ON_EVENT: _("When something happens"),
    Timing.UNSPECIFIED: _("No frequency in the plan"),
    Timing.STANDING_CHECK: _("Forbidden: checked on drafts"),
}
KINDS = {
    Kind.PUBLISH: _("publish"),
    Kind.BROADCAST: _("broadcast"),
    Kind.SMS: _("send SMS"),
    Kind.SOCIAL: _("post on social media"),
    Kind.REPORT: _("report"),
    Kind.MONITOR: _("watch"),
    Kind.ANSWER: _("answer"),
    Kind.PRINT: _("print"),
    Kind.VERIFY: _("verify"),
    Kind.COORDINATE: _("coordinate"),
    Kind.PREPARE: _("prepare"),
    Kind.INSPECT: _("inspect"),
    Kind.TRAIN: _("train"),
    Kind.OPERATE: _("operate"),
}
MODALITIES = {
    Modality.ORDER: _("ordered"),
    Modality.REQUEST: _("requested, never a breach"),
    Modality.PROHIBIT: _("forbidden"),
    Modality.ENCOURAGE: _("encouraged"),
}
PERIODS = {
    Every.DAY: _("a day"),
    Every.WEEK: _("a week"),
    Every.MONTH: _("a month"),
    Every.EVENT: _("at each event"),
    Every.CONTINUOUS: _("at all times"),
    Every.ONCE: _("once"),
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
THEMES = {
    "dien-bien-ngay": _("The day's situation"),
    "thong-diep": _("Health advice"),
    "duong-day-nong": _("Hotlines and supplies"),
    "tin-gia": _("False claims corrected"),
    "chu-truong": _("Policy and measures"),
    "ket-qua": _("Results of the response"),
    "guong-tot": _("Good examples"),
    "truy-vet": _("Places and times of exposure"),
    "bien-phap-moi": _("New measures"),
    "nen-khong-nen": _("Do and do not"),
    "bao-ve-suc-khoe": _("Protecting your health"),
    "giao-duc": _("Schools"),
    "kinh-te-xa-hoi": _("Economy and daily life"),
    "phoi-hop-y-te": _("Working together with health staff"),
    "chi-dao-tw": _("Policy of the central government"),
    "chi-dao-tinh": _("Policy of the province, health education"),
    "luong-thuc": _("Food is enough"),
    "ho-tro-68": _("Support under Resolution 68"),
    "4-tai-cho": _("Four on the spot"),
    "tiem-chung": _("Vaccination"),
    "nhan-van": _("Kindness and good examples"),
    "ky-cuong": _("Order, responsibility, coming home"),
    "quoc-te": _("To friends abroad"),
    "kinh-te": _("Economy: lessons and results"),
    "dien-bien-suc-khoe": _("Situation and health education"),
    "quoc-te-kinh-te": _("Abroad and the economy"),
    "thong-diep-quoc-te": _("Messages to people abroad"),
    "ba-muc-tieu": _("Policy and the three aims"),
    "dau-moi-ho-tro": _("Where to find help"),
}
TONES = {
    State.DONE: "good",
    State.RECORDED: "good",
    State.LATE: "warn",
    State.DUE: "busy",
    State.MISSED: "bad",
    State.UNANSWERED: "calm",
    State.WAIVED: "calm",
    State.STANDING: "calm",
}
STANDING_TONES = {  # of who has reported, what is missing first
    Standing.SILENT: "bad",
    Standing.MISSING: "bad",
    Standing.DUE: "warn",
    Standing.LATE: "busy",
    Standing.REPORTED: "good",
}
PROOFS = {  # the proof that fits what a duty asks for, offered first
    Kind.BROADCAST: EvidenceKind.PLAY_LOG,
    Kind.SMS: EvidenceKind.RECEIPTS,
    Kind.SOCIAL: EvidenceKind.LINK,
    Kind.PUBLISH: EvidenceKind.RELEASE,
    Kind.PRINT: EvidenceKind.PHOTO,
    Kind.INSPECT: EvidenceKind.MINUTES,
    Kind.COORDINATE: EvidenceKind.MINUTES,
    Kind.TRAIN: EvidenceKind.MINUTES,
}
STEPS = {"send": _("put into the outbox")}  # a step that is no dispatch.models.Step.Kind
LINES = {  # accounts of an exercise; those of a province are called as it calls them
    "simulated operator": _("simulated operator"),
    "simulated operator 2": _("simulated operator 2"),
    "simulated mailbox": _("simulated mailbox"),
}
COLOURS = {"xanh": _("Green zone"), "vàng": _("Yellow zone"), "cam": _("Orange zone"), "đỏ": _("Red zone")}
HIGHEST_TONE = 4


def level_name(level: Level) -> str:
    """The plan's own label; in another language than Vietnamese its colour or its number."""
    if (get_language() or "").startswith("vi"):
        return level.label
    return str(COLOURS.get(level.colour or "") or _("Level %(number)s") % {"number": level.order})


def level_tone(level: Level) -> int:
    """0 (calm) to 4 (grave), for the level's colour and shape."""
    return max(0, min(HIGHEST_TONE, level.order))


def indicator_name(indicator: Indicator) -> str:
    """In the language of the screen."""
    return indicator.name


def say(refusal: Exception) -> str:
    """What a refused verb says, in the person's language where the sentence is known."""
    return in_this_language(str(refusal))


def say_all(refusal: Exception) -> list[str]:
    """Every sentence of a refusal that lists several."""
    return [in_this_language(sentence) for sentence in getattr(refusal, "problems", [str(refusal)])]
