"""How the holder of a role is called at one place, from `local_names.yaml`."""

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from vungxanh.places.models import Place


@dataclass(frozen=True, slots=True)
class LocalName:
    """The tier at which a role is held, and the holder's name there."""

    tier: str
    name: str
    by_kind: dict[str, str] = field(default_factory=dict)

    def at(self, place: Place, plan_name: str) -> str:
        pattern = self.by_kind.get(place.kind, self.name)
        return pattern.format(place=place.full_name, name=place.name, plan_name=plan_name)


def local_name(role: str) -> LocalName | None:
    """None for a role held once in the province."""
    tier, dash, _ = role.partition("-")
    return _table().get(role) or _table().get(f"{tier}{dash}")


@cache
def _table() -> dict[str, LocalName]:
    text = files("vungxanh.agencies").joinpath("local_names.yaml").read_text(encoding="utf-8")
    return {role: LocalName(**row) for role, row in yaml.safe_load(text).items()}
