"""`vungxanh figures bulletins BULLETINS.csv FIGURES.csv`: what became of every figure of every bulletin."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from vungxanh.figures.bulletin_tables import Bulletins, read_tables
from vungxanh.figures.bulletins import NOT_LOCATED, BulletinRead, BulletinRefused, read_bulletin
from vungxanh.figures.findings import Finding, Severity, findings_of
from vungxanh.figures.unknown_names import asked
from vungxanh.places.models import Place, Tier
from vungxanh.places.spellings import SpellingRefused, confirm

_MARKS = {Severity.WRONG: "!", Severity.DOUBTFUL: "?", Severity.NOTE: "·"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bulletins", type=Path, help="one row a bulletin: what it states")
    parser.add_argument("figures", type=Path, help="one row a figure of a district or commune")
    parser.add_argument(
        "--province", action="append", metavar="CODE", help="only bulletins of this province; repeat for several"
    )
    parser.add_argument(
        "--confirm", action="append", default=[], metavar="WRITTEN=CODE",
        help="what a published name means, such as 'Krông Pắk=654'; repeat for several",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`left_out`: bulletins of provinces that were not asked for. `stray`: lines that name no bulletin."""

    read: list[BulletinRead]
    refused: list[BulletinRefused]
    left_out: list[str]
    stray: dict[str, tuple[int, ...]]


def take_in(
    bulletins: Path, figures: Path, provinces: Sequence[str] | None, said: Iterable[str], at: datetime
) -> Outcome:
    """Confirm the names `said`, then read. Raises CommandError, FileRefused, OSError."""
    tables = read_tables(bulletins, figures)
    for one in said:
        _confirm(one, tables, at)
    wanted = [one for one in tables.bulletins if not provinces or one.province in provinces]
    read = [read_bulletin(one, by=None, at=at) for one in wanted]
    return Outcome(
        [one for one in read if isinstance(one, BulletinRead)],
        [one for one in read if isinstance(one, BulletinRefused)],
        [one.key for one in tables.bulletins if one not in wanted],
        tables.stray,
    )


def _confirm(said: str, tables: Bulletins, at: datetime) -> None:
    """A district's name is confirmed in its province, a commune's in what is above it."""
    written, sign, code = said.rpartition("=")
    if not sign:
        raise CommandError(f"--confirm {said}: write the published name and the code it means, as 'Krông Pắk=654'.")
    days = [_day(one.as_of) for one in tables.bulletins]
    on = max((day for day in days if day), default=at.date())
    codes = {one.province for one in tables.bulletins}
    tops = Place.objects.on(on).filter(tier=Tier.PROVINCE, code__in=codes)
    found = [place for top in tops for place in Place.objects.within(top).filter(code=code.strip())]
    if len(found) != 1 or found[0].parent is None:
        raise CommandError(f"--confirm {said}: {code} is no code of a unit in the provinces of these bulletins.")
    try:
        confirm(found[0].parent, written.strip(), found[0], by=None, at=at)
    except SpellingRefused as refused:
        raise CommandError(f"--confirm {said}: {refused}") from refused


def _day(as_of: str) -> date | None:
    try:
        return date.fromisoformat(as_of[:10])
    except ValueError:
        return None


def as_text(outcome: Outcome) -> str:
    return "\n".join(_lines(outcome))


def _lines(outcome: Outcome) -> Iterator[str]:
    for one in outcome.read:
        done = one.done
        how = {True: _("complete"), False: _("partial"), None: _("completeness not said")}[one.complete]
        counts = {"rows": done.rows_in, "stored": done.rows_stored, "rejected": done.rows_rejected}
        read = _("%(rows)d figures in = %(stored)d stored + %(rejected)d rejected.") % counts
        yield f"{one.bulletin}, {one.province}, {one.day:%d/%m/%Y} ({how}): {read}"
        yield from (f"  {note}" for note in done.notes if done.repeated)
        if one.unlocated:
            yield "  " + _("%d cases are not located yet.") % one.unlocated
        yield from ("  " + _("Stated, but no indicator: %s") % said for said in one.unread)
        yield from (
            "  " + _("Line %(line)d: %(reason)s") % {"line": row.line, "reason": row.reason}
            for row in done.rejects.exclude(code__in=[NOT_LOCATED, "unknown-indicator"])
        )
        for name in asked(done):
            meant = name.suggested[0].code if name.suggested else "…"
            yield "  " + _("If it is meant: %s") % f"--confirm '{name.written}={meant}'"
        yield from (f"  {_MARKS[finding.severity]} {finding.what}" for finding in findings(one))
    said = [{"bulletin": one.bulletin, "why": one.sentence} for one in outcome.refused]
    yield from (_("%(bulletin)s was not read: %(why)s") % one for one in said)
    if outcome.left_out:
        yield _("Left out, of other provinces: %s.") % ", ".join(outcome.left_out)
    for key, lines in outcome.stray.items():
        stray = {"key": key, "number": len(lines), "line": lines[0]}
        unread = _(
            "“%(key)s” is no bulletin of the first file; its %(number)d figures (line %(line)d …) were not read."
        )
        yield unread % stray


def as_json(outcome: Outcome) -> str:
    said: dict[str, Any] = {
        "bulletins": [
            {
                "bulletin": one.bulletin,
                "province": one.province.code,
                "day": one.day.isoformat(),
                "complete": one.complete,
                "import": one.done.pk,
                "repeated": one.done.repeated,
                "rows_in": one.done.rows_in,
                "rows_stored": one.done.rows_stored,
                "rows_rejected": one.done.rows_rejected,
                "not_located": one.unlocated,
                "unread": one.unread,
                "unknown_places": [
                    {
                        "written": name.written,
                        "inside": name.inside.code,
                        "suggested": [{"code": place.code, "name": place.full_name} for place in name.suggested],
                    }
                    for name in asked(one.done)
                ],
                "rejected": list(one.done.rejects.values("line", "code", "reason", "text")),
                "findings": [str(finding.sentence) for finding in findings(one)],
            }
            for one in outcome.read
        ],
        "refused": [{"bulletin": one.bulletin, "sentence": one.sentence} for one in outcome.refused],
        "left_out": outcome.left_out,
        "stray": outcome.stray,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def findings(one: BulletinRead) -> list[Finding]:
    """What the checks say of the province's day now."""
    return findings_of(one.province, one.day)
