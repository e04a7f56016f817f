"""What one message says in one language, as plain data: the only thing that a maker of files is given."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from vungxanh.documents.notice import Notice


@dataclass(frozen=True, slots=True)
class Said:
    """`notice` is what pictures and pages need; the rest is what papers and sound need besides.

    `long`, `short` and `plain` are the sealed texts, empty where the language has none of its own; `recording` is an
    uploaded voice, which goes before any engine's. `day` dates its papers and `posted` its page: the figures' own, and
    of a correction when it was signed. `names` are the province's own spoken forms of abbreviations. `kind` is the
    duty's: publish, broadcast, sms, print.
    """

    message: int
    language: str
    notice: Notice
    subject: str
    long: str
    short: str
    plain: str
    issuer: str
    parent: str
    place: str
    place_kind: str
    day: date
    posted: datetime
    expires_at: datetime
    kind: str
    release: str
    correction: str = ""
    recording: bytes | None = field(default=None, repr=False)
    recording_hash: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """SHA-256 of everything a file is made from: two that agree make the same file."""
        parts: Sequence[object] = [
            self.language, repr(self.notice), self.subject, self.long, self.short, self.plain, self.issuer,
            self.parent, self.place, self.day.isoformat(), self.posted.isoformat(), self.release, self.correction,
            self.recording_hash, sorted(self.names.items()),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
