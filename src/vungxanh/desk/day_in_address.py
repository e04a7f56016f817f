"""A day in an address: 2021-11-17. Anything else is no address of ours (404)."""

from datetime import date


class DayInAddress:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
