"""Good texts are let be: the ready messages, and real sentences of the four plans, need no second look."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
import yaml

from vungxanh.messages.ready import ready_templates
from vungxanh.text.lint import BoundField, Weight, lint
from vungxanh.text.lint.said import BLANK

from .drafts import known, said

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = {one.long_vi: one for one in ready_templates()}.values()
PLANS = [
    yaml.safe_load((ROOT / f"plans/{name}.yaml").read_text(encoding="utf-8"))
    for name in ("thanh-hoa", "lang-son", "vinh-phuc", "dak-lak")
]
GRAVITY = {"cap-2": "medium", "cap-3": "high", "cap-4": "very-high"}
# An office may write so in its plan; to the public nobody says it.
FOR_OFFICES_ONLY = ("đối tượng F0", "xử lý vi phạm")


def must_look(one):
    return [(found.code, dict(found.params)) for found in lint(one) if found.weight is Weight.MUST_LOOK]


@pytest.mark.parametrize(
    ("template", "language", "form"),
    [
        pytest.param(template, language, form, id=f"{template.key}-{language}-{form}")
        for template, language, form in product(TEMPLATES, ("vi", "en"), ("long", "short"))
    ],
)
def test_a_ready_message_filled_for_a_day_need_not_be_looked_at(template, language, form):
    words = getattr(template, f"{form}_{language}")
    recorded = {name: BoundField(name, "fact", "nhà văn hóa xã") for name in BLANK.findall(words)}
    facts = {name: recorded[name] for name in template.facts if name in recorded}
    one = said(
        words,
        language,
        form,
        subject=getattr(template, f"subject_{language}"),
        audience=template.audience,
        gravity=GRAVITY.get((template.levels or ("",))[-1], ""),
    )
    assert must_look(replace(one, known=recorded | known(language) | facts)) == []


@pytest.mark.parametrize("plan", PLANS, ids=[plan["plan"]["id"] for plan in PLANS])
def test_the_sentences_of_a_plan_are_let_be(plan):
    sentences = [duty["anchor"] for duty in plan["duties"]] + [message["text"] for message in plan.get("messages", ())]
    looked_at = [
        (sentence, found)
        for sentence in sentences
        if not any(words in sentence for words in FOR_OFFICES_ONLY)
        for found in must_look(said(sentence))
    ]
    assert len(sentences) > 50
    assert looked_at == []
