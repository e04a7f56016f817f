"""The examples in the guide to the plan file are true: each rule in it is read without a problem."""

from __future__ import annotations

import re

import pytest

from vungxanh.plan.problems import Notebook
from vungxanh.plan.rules.walk import parts
from vungxanh.plan.rules.written import OPERATORS, rule
from vungxanh.plan.yaml_nodes import compose

from .province import ROOT

GUIDE = (ROOT / "docs" / "plan-file.md").read_text("utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
RULES = [block for block in BLOCKS if block.split(":")[0] in OPERATORS]


def test_the_guide_shows_every_operator() -> None:
    assert [block.split(":")[0] for block in RULES] == list(OPERATORS)


@pytest.mark.parametrize("block", RULES, ids=lambda block: block.split(":")[0])
def test_a_rule_in_the_guide_is_read_without_a_problem(block: str) -> None:
    notebook = Notebook("guide")
    node = compose(block, notebook)
    assert node is not None

    read = rule(node, "guide", notebook)

    assert notebook.problems == []
    assert list(parts(read))
