"""One rule a file, in the order in which an editor would read them. Each takes a draft and yields what it finds."""

from collections.abc import Callable, Iterable

from ..draft import Draft
from ..finding import Finding
from .abbreviations import abbreviations
from .action import action
from .as_of import as_of
from .case_numbers import case_numbers
from .case_person import case_person
from .case_portrait import case_portrait
from .cures import cures
from .deaths import deaths
from .languages import languages
from .length import length
from .letters_sound import letters_sound
from .level import level
from .manners import manners
from .officialese import officialese
from .overclaims import overclaims
from .relative_day import relative_day
from .short_alone import short_alone
from .sms import sms
from .source_said import source_said
from .stigma import stigma
from .typed_field import typed_field
from .typed_figure import typed_figure
from .unfilled import unfilled
from .unknowns import unknowns
from .who_says import hotline, issuer, place

Rule = Callable[[Draft], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    case_person, case_portrait, case_numbers, stigma, unfilled, typed_figure, deaths,
    cures, as_of, place, short_alone, issuer, source_said, hotline, action, unknowns,
    typed_field, level, overclaims, languages, abbreviations, length, officialese, sms, manners, relative_day,
    letters_sound,
)  # fmt: skip
