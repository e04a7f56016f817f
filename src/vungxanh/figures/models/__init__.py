"""Reports come in and may be corrected; releases go out and may not. The database refuses to change a release."""

from .releases import Release, ReleasedFigure, ReleaseDraft
from .reports import FiguresImport, Override, RejectedRow, Reminder, Report, Reporter, Sheet
from .vocabulary import NEVER_LEFT_OUT, Indicator

__all__ = [
    "NEVER_LEFT_OUT",
    "FiguresImport",
    "Indicator",
    "Override",
    "RejectedRow",
    "Release",
    "ReleaseDraft",
    "ReleasedFigure",
    "Reminder",
    "Report",
    "Reporter",
    "Sheet",
]
