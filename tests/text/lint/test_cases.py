"""Each rule about a place in the words finds that place, and leaves good sentences alone."""

from pathlib import Path

import pytest
import yaml

from vungxanh.text.lint import Code, lint

from .drafts import marked, written

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))
BAD = [(code, case) for code, cases in CASES.items() for case in cases["bad"]]
GOOD = [(code, case) for code, cases in CASES.items() for case in cases["good"]]


@pytest.mark.parametrize(("code", "case"), BAD)
def test_what_should_not_leave_is_found_at_its_place(code, case):
    said = written(case.replace("⟦", "").replace("⟧", ""))
    expected = case[case.index("⟦") + 1 : case.index("⟧")]
    assert expected in [marked(one, said) for one in lint(said) if one.code == Code(code)]


@pytest.mark.parametrize(("code", "case"), GOOD)
def test_what_may_leave_is_let_be(code, case):
    said = written(case)
    assert [marked(one, said) for one in lint(said) if one.code == Code(code)] == []
