"""The names of places' tiers and of local zones, as a plan or an overlay may write them."""

from __future__ import annotations

from enum import StrEnum


class Tier(StrEnum):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Zone(StrEnum):
    """How strictly an area inside a province is kept, from calm to grave. A zone stands beside the province's level."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    LOCKED_DOWN = "locked_down"
