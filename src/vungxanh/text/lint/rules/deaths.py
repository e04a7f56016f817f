"""Deaths are said where cases are: good figures may be added, never put in their place (domain note C.7)."""

from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..phrases import Phrases
from .quantities import typed_quantities

_CASES = frozenset({"new_cases", "community_cases", "cumulative_cases", "seven_day_total", "wave_total"})
_GOOD = frozenset(
    {
        "recovered", "recovered_total", "doses_given", "first_doses", "second_doses", "later_doses", "doses_total",
        "first_doses_total", "second_doses_total", "first_dose_coverage", "beds_free",
    }
)  # fmt: skip
_BULLETIN = 4  # so many figures make a bulletin
_DEATHS = Phrases(
    (
        r"(?:không|chưa) (?:có|ghi nhận) (?:thêm )?(?:ca|người|trường hợp) tử vong",
        r"không ai (?:tử vong|mất)",
        r"no (?:new )?deaths?",
        r"(?:no one|nobody) (?:has )?died",
    )
)


def deaths(draft: Draft) -> Iterator[Finding]:
    figures = _figures(draft)
    if not figures & _CASES or any("death" in name for name in figures) or draft.says(_DEATHS):
        return
    if figures & _GOOD:
        yield draft.whole(Code.DEATHS_REPLACED, Weight.MUST_LOOK)
    else:
        bulletin = not draft.said.is_sms and len(figures) >= _BULLETIN
        yield draft.whole(Code.DEATHS_LEFT_OUT, Weight.MUST_LOOK if bulletin else Weight.ADVICE)


def _figures(draft: Draft) -> frozenset[str]:
    known = draft.said.known
    bound = {name for name in draft.used if name in known and known[name].kind == "figure"}
    typed = {
        one.field
        for passage in draft.passages
        for one in typed_quantities(passage, draft.said.language, plain=draft.plain)
    }
    return frozenset(bound | typed)
