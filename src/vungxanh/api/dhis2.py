"""DHIS2's `dataValueSets`."""

from ninja import Router

router = Router(tags=["DHIS2"])
