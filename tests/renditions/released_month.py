"""Vĩnh Phúc's wave replayed: every day's row imported, prepared, signed, proposed on and declared; a month of messages.

Everything is done with the program's own verbs; what comes of it is compared with `told`, which asks none of them.
"""

import csv
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO

from told import Told, days_of, figures_of

from stage import ROOT, WAVE, Stage, build_stage, moment
from vungxanh.figures.findings import let_stand, open_findings
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import FiguresImport, Release
from vungxanh.figures.release import prepare, prepare_correction, sign
from vungxanh.levels.propose import propose
from vungxanh.levels.read import declaration_on
from vungxanh.messages.models import Message
from vungxanh.messages.plain import make_plain

FILE = ROOT / "examples/figures/vinh-phuc-2021.csv"
FIRST, LAST = date(2021, 11, 20), date(2021, 12, 19)
LEVELS = {FIRST: 2, date(2021, 11, 27): 3, date(2021, 12, 3): 4}  # in force since, as the plan's rule has it
AFTERWARDS = moment(LAST + timedelta(days=1), 9)  # when a figure of the month is corrected
NUMBER_OF_CORRECTION = (LAST - WAVE).days + 2
SITE = "https://vinhphuc.example"
REASON = "Đã đối chiếu với nguồn, giữ nguyên"
HEAD = "date,province_gso,new_cases,new_deaths\n"


def rows_of_file() -> dict[date, tuple[int, int]]:
    with FILE.open(encoding="utf-8") as file:
        rows = {date.fromisoformat(row["date"]): row for row in csv.DictReader(file)}
    return {day: (int(row["new_cases"]), int(row["new_deaths"])) for day, row in rows.items() if day <= LAST}


@dataclass
class Month:
    """The releases since the wave began, and the messages of the month by their day."""

    stage: Stage
    rows: dict[date, tuple[int, int]]
    releases: dict[date, Release] = field(default_factory=dict)
    messages: dict[date, Message] = field(default_factory=dict)

    def told(self, message: Message, language: str) -> Told:
        """What the files of the day's message have to say, by the rows of the file."""
        day = message.day
        return Told(
            day=day,
            as_of=moment(day),
            posted=moment(day),
            expires=moment(day, 23),
            number=(day - WAVE).days + 1,
            level=max(level for since, level in LEVELS.items() if since <= day),
            figures=figures_of(self.rows, day, WAVE),
            days=days_of(self.rows, day),
            address=f"{SITE}{'/en' if language == 'en' else ''}/thong-bao/{message.pk}/",
        )

    def told_again(self, message: Message, language: str, day: date, cases: int) -> Told:
        """The same of a message that was written again, since `day` had so many cases."""
        rows = self.rows | {day: (cases, self.rows[day][1])}
        own = message.day == day
        first = self.told(message, language)
        return replace(
            first,
            posted=AFTERWARDS,
            expires=datetime.combine(AFTERWARDS, time.max, AFTERWARDS.tzinfo),
            number=NUMBER_OF_CORRECTION if own else first.number,
            figures=figures_of(rows, message.day, WAVE),
            days=days_of(rows, message.day),
            corrected_by=NUMBER_OF_CORRECTION,
        )

    def bring_in(self, day: date, cases: int, deaths: int) -> FiguresImport:
        """A file with the row of one day, as the exercise takes it in."""
        file = BytesIO(f"{HEAD}{day},26,{cases},{deaths}\n".encode())
        return import_figures(file, f"{day}.csv", province=self.stage.place, by=self.stage.user, at=moment(LAST, 16))

    def look_at_findings(self, day: date) -> None:
        for finding in open_findings(self.stage.place, day):
            let_stand(finding, self.stage.place, day, by=self.stage.user, reason=REASON, at=moment(day, 16, 50))

    def play(self, day: date) -> None:
        """One day of the loop: figures, release, message at the level in force, proposal, declaration for tomorrow."""
        stage = self.stage
        self.bring_in(day, *self.rows[day])
        draft = prepare(stage.place, day, by=stage.user, as_of=moment(day), at=moment(day, 16, 45))
        self.look_at_findings(day)
        release = self.releases[day] = sign(draft, by=stage.second, at=moment(day))
        if day >= FIRST:
            declared = declaration_on(stage.place, day)
            self.messages[day] = stage.situation(release, declared.level if declared else "")
            make_plain(self.messages[day])
        proposal = propose(stage.adopted, release, at=moment(day, 17, 5))
        if proposal.asks_for_a_decision:
            stage.declare(proposal.level, day + timedelta(days=1))

    def correct(self, day: date, cases: int) -> Release:
        """A day's new cases as they are counted again after the month."""
        stage, at = self.stage, AFTERWARDS
        assert self.bring_in(day, cases, self.rows[day][1]).rows_differing == 1
        wrong = self.releases[day]
        draft = prepare_correction(wrong, by=stage.user, as_of=wrong.as_of, at=at, reason="Một ổ dịch báo chậm")
        self.look_at_findings(day)
        return sign(draft, by=stage.second, at=at)


def replay() -> Month:
    """Needs a database; leaves its undoing to whoever calls."""
    month = Month(build_stage(), rows_of_file())
    month.stage.declare("vung-xanh", WAVE)
    for n in range((LAST - WAVE).days + 1):
        month.play(WAVE + timedelta(days=n))
    return month
