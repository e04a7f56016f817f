"""Whatever is typed, lint answers: its places are inside the text, and a fix that it offers ends what it found."""

import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.text.lint import SENTENCES, Code, lint

from .drafts import known, said

_CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))
_WRITTEN = [case for cases in _CASES.values() for case in (*cases["bad"], *cases["good"])]
PIECES = sorted(
    {case.replace("⟦", "").replace("⟧", "").removeprefix("en:").removeprefix("plain:") for case in _WRITTEN}
)
ODD = [
    "{",
    "}",
    "{}",
    "{{day}}",
    "\u0301",
    "\u200b",
    "\ue000",
    "\x00",
    "…",
    "\n",
    "  ",
    "İ",
    "ﬁ",
    "Å",
    "가",
    "०",
    "٣",
    "²",
    "😷",
]
any_text = st.one_of(
    st.text(max_size=120),
    st.lists(st.sampled_from(PIECES + ODD), max_size=6).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=3).map(lambda some: unicodedata.normalize("NFD", " ".join(some))),
    st.lists(st.sampled_from(ODD + PIECES), max_size=8).map("".join),
)
drafts = st.builds(
    said,
    any_text,
    st.sampled_from(["vi", "en", "rad"]),
    st.sampled_from(["long", "short", "plain"]),
    subject=any_text,
)


@given(drafts)
@settings(max_examples=150, deadline=None)
def test_every_text_is_answered_with_places_inside_it_and_sentences_that_fill(one):
    for found in lint(one):
        text = one.words if found.part == "words" else one.subject
        assert 0 <= found.start <= found.end <= len(text)
        assert "%(" not in SENTENCES[found.code] % found.params


@given(drafts, st.data())
@settings(max_examples=150, deadline=None)
def test_a_fix_ends_its_finding(one, data):
    findings = lint(one)
    fixable = [found for found in findings if found.fix]
    if not fixable:
        return
    found = data.draw(st.sampled_from(fixable))
    part = found.part
    fixed = replace(one, **{part: found.fix.applied_to(getattr(one, part))})
    before = Counter(each.code for each in findings if each.part == part)
    after = Counter(each.code for each in lint(fixed) if each.part == part)
    assert after[found.code] < before[found.code]


def test_every_code_has_a_sentence_and_no_sentence_is_left_over():
    assert set(SENTENCES) == set(Code)


def test_a_fix_of_a_field_names_a_field_that_exists():
    fixes = [
        found.fix.text
        for case in PIECES
        for found in lint(said(case))
        if found.fix and found.code is not Code.SMS_STRAY
    ]
    named = {text[1:-1] for text in fixes if text.startswith("{")}
    assert named
    assert named <= set(known("vi"))
