"""The ready templates: one for whatever the plans ask to be said, and each a message one would like to get."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from text.lint.drafts import known, said
from vungxanh.messages.bound import FACTS
from vungxanh.messages.load import load_templates
from vungxanh.messages.offers import template_for
from vungxanh.messages.ready import ReadyTemplate, ready_templates
from vungxanh.plan import Duty, Kind, Plan, Scope, load_plan
from vungxanh.text.lint import BoundField, Code, lint
from vungxanh.text.nfc import nfc
from vungxanh.text.parts import split
from vungxanh.text.unaccented import unaccented

ROOT = Path(__file__).resolve().parents[2]
PLANS = tuple(load_plan(file.read_bytes(), file.name) for file in sorted((ROOT / "plans").glob("*.yaml")))
READY = ready_templates()
WORDINGS = ("subject", "long", "short")
EVERYBODY = {"toan-dan", "nhan-dan", "nhom-4", "nhom-5", "quoc-te"}
"""Whom a theme is offered for when nobody chose an audience: all, or those the theme itself is about."""

SAYING = (Kind.PUBLISH, Kind.BROADCAST, Kind.SMS, Kind.SOCIAL)
FROM_THE_RELEASE = {
    "place", "day", "hour", "level", "hotline", "ambulance", "release_number", "issuer",
    "new_cases", "new_deaths", "seven_day_total", "wave_total",
}  # fmt: skip
FIGURES = {"new_cases", "new_deaths", "seven_day_total", "wave_total"}
GRAVE = {"cap-3": "high", "vung-cam": "high", "cap-4": "very-high", "vung-do": "very-high"}
# Digits that are names, and no figure of the epidemic: a slogan, a disease, the age from which people are most at risk,
# the hours of a hotline, the span of a total, the number of a resolution.
NAMES_WITH_DIGITS = re.compile(r"\b5K\b|COVID-19|60 tuổi|60 or older|24/24|24 hours|7 ngày|7 days|68/NQ-CP")
LONG_VALUES = {
    "vi": {"place": "Thừa Thiên Huế", "day": "27/11/2021", "hour": "17 giờ 00", "level": "Vùng Xanh", "hotline": "1022",
           "ambulance": "115", "release_number": "1.234", "new_cases": "12.345", "new_deaths": "chưa có báo cáo"},
    "en": {"place": "Thừa Thiên Huế", "day": "27 November 2021", "hour": "17:00", "level": "yellow zone",
           "hotline": "1022", "ambulance": "115", "release_number": "1,234", "new_cases": "12,345",
           "new_deaths": "not reported"},
}  # fmt: skip
NOT_WANTED = {
    Code.NO_ACTION, Code.HOTLINE_MISSING, Code.SOURCE_MISSING, Code.UNKNOWNS_UNSAID, Code.DEATHS_LEFT_OUT,
    Code.DEATHS_REPLACED, Code.PLACE_MISSING, Code.AS_OF_MISSING, Code.HOUR_MISSING, Code.ISSUER_MISSING,
    Code.SHORT_PLACE_MISSING, Code.SHORT_DAY_MISSING, Code.ABBREVIATION, Code.UNKNOWN_ABBREVIATION, Code.STIGMA,
    Code.PROMISE, Code.FEAR, Code.UNPROVEN_CURE, Code.OFFICIALESE, Code.TYPED_FIGURE, Code.NOT_NFC, Code.BLANKS,
}  # fmt: skip


def blanks(words: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", words))


def fill(words: str, language: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda blank: LONG_VALUES[language][blank[1]], words)


def pairs(plan: Plan) -> set[tuple[str, str]]:
    """(theme, level) that the plan names a cadence for; the level is "" where a plan has none.

    A duty that says something to people (publishes, broadcasts, sends or posts), that is not declined and has a
    cadence of any kind, speaks of the themes of its audiences. An audience without themes of its own is the whole
    public or the press: it is told every theme that the plan does not decline.
    """
    return {
        (theme, level)
        for duty in plan.duties
        if duty.kind in SAYING and duty.cadence and not duty.declined
        for theme, level in product(themes_of(plan, duty), levels_of(plan, duty))
    }


def themes_of(plan: Plan, duty: Duty) -> set[str]:
    offered = {theme.id for theme in plan.themes if theme.scope is Scope.IN}
    audiences = [plan.audience(id) for id in duty.audience]
    return {theme for audience in audiences for theme in audience.themes or offered} & offered


def levels_of(plan: Plan, duty: Duty) -> tuple[str, ...]:
    return tuple(level.id for level in plan.levels.items) or ("",) if duty.level == "all" else duty.level


def each() -> list:
    """Every ready template once, however many themes it serves."""
    first = {one.long_vi: one for one in reversed(READY)}
    return [pytest.param(one, id=one.key) for one in sorted(first.values(), key=lambda one: one.key)]


def test_the_four_plans_name_a_cadence_for_some_theme_at_every_level() -> None:
    asked = {plan.id: pairs(plan) for plan in PLANS}
    assert {plan: len(found) for plan, found in asked.items()} == {
        "dak-lak": 10 * 4, "lang-son": 6, "thanh-hoa": 6, "vinh-phuc": 14 * 5,
    }  # fmt: skip


@pytest.mark.parametrize("plan", PLANS, ids=[plan.id for plan in PLANS])
def test_whatever_a_plan_names_a_cadence_for_has_a_template_written_for_that_level(plan: Plan) -> None:
    written = {(one.theme, level) for one in READY for level in one.levels or ("",)}
    assert pairs(plan) - written == set()


@pytest.mark.django_db
@pytest.mark.parametrize("plan", PLANS, ids=[plan.id for plan in PLANS])
def test_the_desk_offers_it_to_everybody_unless_an_audience_is_chosen(plan: Plan) -> None:
    load_templates()
    offered = {pair: template_for(*pair) for pair in pairs(plan)}
    assert {pair: one.key for pair, one in offered.items() if one.audience not in EVERYBODY} == {}


@pytest.mark.parametrize("plan", PLANS, ids=[plan.id for plan in PLANS])
def test_the_action_asked_for_is_another_at_each_step_of_the_scale(plan: Plan) -> None:
    for theme in {theme for theme, _ in pairs(plan)}:
        told = [one for one in READY if one.theme == theme and one.levels and one.audience in EVERYBODY]
        assert len({one.short_vi for one in told}) == len(told)


def test_the_loaded_templates_are_the_ready_ones_and_loading_twice_adds_none(db) -> None:
    assert load_templates() == len(READY)
    assert load_templates() == 0


def test_every_key_is_used_once() -> None:
    keys = [one.key for one in READY]
    assert len(keys) == len(set(keys))
    assert {"situation-green", "situation-low", "situation-high", "situation-very-high", "advice", "hotline"} <= {*keys}


def test_the_themes_and_audiences_are_those_of_the_plans() -> None:
    assert {one.theme for one in READY} <= {theme.id for plan in PLANS for theme in plan.themes}
    assert {one.audience for one in READY} <= {audience.id for plan in PLANS for audience in plan.audiences}
    assert {level for one in READY for level in one.levels} <= {i.id for plan in PLANS for i in plan.levels.items}


def test_the_locked_down_learn_of_supplies_and_the_others_of_donations() -> None:
    told = {one.audience: blanks(one.long_vi) for one in READY if one.key in ("hotline-supplies", "hotline-donations")}
    assert "supply_points" in told["nhom-1"] and "donation_points" not in told["nhom-1"]
    assert "donation_points" in told["nhom-2"] and "supply_points" not in told["nhom-2"]


def test_each_of_the_eight_groups_that_enter_or_leave_has_its_own_rule() -> None:
    told = [blanks(one.long_vi) for one in READY if one.audience == "nguoi-ra-vao-tinh"]
    for number in range(1, 9):
        assert sum(f"entry_rule_{number}" in names for names in told) == 1


@pytest.mark.parametrize("one", each())
def test_both_languages_name_the_same_fields_and_only_fields_there_are(one: ReadyTemplate) -> None:
    for wording in WORDINGS:
        vi, en = (blanks(getattr(one, f"{wording}_{language}")) for language in ("vi", "en"))
        assert vi == en, wording
        assert vi <= FROM_THE_RELEASE | FACTS.keys()
    assert set(one.facts) == blanks(one.long_vi) & FACTS.keys()
    assert blanks(one.short_vi) & FACTS.keys() == set(), "a fact may be long; an SMS has no room"


@pytest.mark.parametrize("one", each())
def test_no_figure_is_typed_and_new_cases_stand_beside_deaths(one: ReadyTemplate) -> None:
    for wording, language in product(WORDINGS, ("vi", "en")):
        words = getattr(one, f"{wording}_{language}")
        assert nfc(words) == words
        assert not re.search(r"\d", NAMES_WITH_DIGITS.sub("", re.sub(r"\{\w+\}", "", words))), words
        assert ("new_cases" in blanks(words)) == ("new_deaths" in blanks(words)), words


@pytest.mark.parametrize("one", each())
def test_the_hour_of_one_release_is_never_said_to_be_the_hour_of_every_day(one: ReadyTemplate) -> None:
    for wording, language in product(WORDINGS, ("vi", "en")):
        for sentence in re.split(r"[.;!?]\s|\n", getattr(one, f"{wording}_{language}")):
            daily = re.search(r"(mỗi|hằng|hàng) ngày|every day|daily", sentence)
            assert "{hour}" not in sentence or not daily, sentence


@pytest.mark.parametrize("one", each())
def test_english_says_one_death_as_rightly_as_many(one: ReadyTemplate) -> None:
    for wording in WORDINGS:
        words = getattr(one, f"{wording}_en")
        assert not re.search(rf"\{{({'|'.join(FIGURES)})\}} [a-zA-Z]", words), words
        assert not re.search(r"\b(is|are|was|were) \{(new|seven)", words), words


@pytest.mark.parametrize("one", each())
def test_each_form_says_where_when_and_whom_to_ask(one: ReadyTemplate) -> None:
    for form, language in product(("long", "short"), ("vi", "en")):
        assert {"place", "day", "hotline"} <= blanks(getattr(one, f"{form}_{language}")), (form, language)
    assert "issuer" in blanks(one.long_vi)
    if blanks(one.long_vi) & FIGURES:
        assert "release_number" in blanks(one.long_vi)


@pytest.mark.parametrize("one", each())
def test_it_fits_two_sms_parts_whatever_is_filled_in(one: ReadyTemplate) -> None:
    for language in ("vi", "en"):
        short = fill(getattr(one, f"short_{language}"), language)
        assert len(split(short).parts) <= 2, short
        assert len(split(unaccented(short).text).parts) <= 2, short
        assert len(fill(getattr(one, f"subject_{language}"), language)) <= 160


@pytest.mark.parametrize("one", each())
def test_a_careful_colleague_finds_nothing_to_say(one: ReadyTemplate) -> None:
    for form, language in product(("long", "short"), ("vi", "en")):
        draft = said(
            getattr(one, f"{form}_{language}"), language, form,
            subject=getattr(one, f"subject_{language}"), audience=one.audience,
            gravity=next((GRAVE[level] for level in one.levels if level in GRAVE), ""),
        )  # fmt: skip
        recorded = {name: BoundField(name, "fact", "nhà văn hóa xã") for name in one.facts}
        found = {finding.code for finding in lint(replace(draft, known=known(language) | recorded))}
        # "5K" is a name that everybody knows; the long forms open it all the same, an SMS has no room.
        excused = {Code.ABBREVIATION} if form == "short" else set()
        assert found & (NOT_WANTED - excused) == set(), (form, language)
