"""The vocabulary of what is counted: the common part from `indicators.yaml`, a province's own rows beside it."""

from functools import cache
from importlib.resources import files

import yaml

from .models import Indicator

_RELATIONS = {
    field.name: field.attname for field in Indicator._meta.concrete_fields if field.is_relation
}  # indicators.yaml names another indicator by its key
_FIELDS = [field.name for field in Indicator._meta.concrete_fields if not field.primary_key]

A_PROVINCE_MAY_CHANGE = ("asked_of", "order")  # of a common indicator; its own ones are its own


def load_indicators() -> None:
    """Store or refresh the common indicators. Rows a province added are left alone, and so is what it may change of the
    common ones: who is asked for what, and in which order."""
    Indicator.objects.bulk_create(
        [Indicator(key=key, **row) for key, row in _common().items()],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[name for name in _FIELDS if name not in A_PROVINCE_MAY_CHANGE],
    )


def vocabulary() -> dict[str, Indicator]:
    """Every indicator by key; the common ones are loaded at first need."""
    known = Indicator.objects.in_bulk()
    if not known.keys() >= _common().keys():
        load_indicators()
        known = Indicator.objects.in_bulk()
    return known


def is_common(key: str) -> bool:
    """Whether every province counts it; a province may not change what it means."""
    return key in _common()


@cache
def _common() -> dict[str, dict[str, object]]:
    text = files("vungxanh.figures").joinpath("indicators.yaml").read_text(encoding="utf-8")
    rows: dict[str, dict[str, object]] = yaml.safe_load(text)
    return {key: {_RELATIONS.get(name, name): value for name, value in row.items()} for key, row in rows.items()}
