"""A communication plan as data: load and check it, propose a level from figures, and list what is due.

Pure: no Django, no clock, no network. Files are read only in `read`; days and levels are passed in.
"""

from .area import Area, tier_of_duty
from .check import Checked, check_plan, load_plan
from .check_overlay import CheckedOverlay, check_overlay, load_overlay
from .conditions import ConditionState, Holding, hold
from .due import Due, Expects, Timing, due
from .moments import VIETNAM, Period
from .overlay import Constant, Lowering, Meaning, Opening, Overlay
from .problems import PlanError, Problem, Severity
from .propose import LevelProposal, propose_level, rule_for, rule_in_force
from .read import check_overlay_file, check_plan_file, read_overlay, read_plan
from .rules.reading import Input
from .rules.types import Aggregate, Hysteresis, Measure, Rule
from .rules.walk import inputs_read, parts
from .rules.weigh import Code
from .tiers import Tier, Zone
from .types import (
    Agency,
    Audience,
    Cadence,
    Channel,
    DeclinedCategory,
    Duty,
    Every,
    Kind,
    Level,
    Local,
    Modality,
    Plan,
    Scope,
    Statement,
)

__all__ = [
    "VIETNAM",
    "Agency",
    "Aggregate",
    "Area",
    "Audience",
    "Cadence",
    "Channel",
    "Checked",
    "CheckedOverlay",
    "Code",
    "ConditionState",
    "Constant",
    "DeclinedCategory",
    "Due",
    "Duty",
    "Every",
    "Expects",
    "Holding",
    "Hysteresis",
    "Input",
    "Kind",
    "Level",
    "LevelProposal",
    "Local",
    "Lowering",
    "Meaning",
    "Measure",
    "Modality",
    "Opening",
    "Overlay",
    "Period",
    "Plan",
    "PlanError",
    "Problem",
    "Rule",
    "Scope",
    "Severity",
    "Statement",
    "Tier",
    "Timing",
    "Zone",
    "check_overlay",
    "check_overlay_file",
    "check_plan",
    "check_plan_file",
    "due",
    "hold",
    "inputs_read",
    "load_overlay",
    "load_plan",
    "parts",
    "propose_level",
    "read_overlay",
    "read_plan",
    "rule_for",
    "rule_in_force",
    "tier_of_duty",
]
