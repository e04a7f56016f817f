"""Real kills of a large send: of our processes, of PostgreSQL's sessions, and of PostgreSQL itself."""

import random
import tempfile
from pathlib import Path

from benchmarks.dispatch import scenery
from benchmarks.dispatch.ordeal import Blows, Ordeal, Survived, survive
from benchmarks.dispatch.server import Server
from benchmarks.dispatch.table import Row

from vungxanh.database import home
from vungxanh.exercise.operator import SimulatedOperator

_OPERATORS = {"patient": True, "bare": False}


def rows(*, quick: bool) -> list[Row]:
    recipients, kills = (2_000, 10) if quick else (50_000, 100)
    blows = _against(Server(home() / "postgres"))
    found = []
    for name, patient in _OPERATORS.items():
        ordeal = Ordeal(kills, random.randrange(10_000), patient)
        what = f"{kills} kill -9 in {recipients:,} recipients, {name} operator"
        found += _told(_measure(recipients, ordeal, blows), ordeal, what)
    return found


def _measure(recipients: int, ordeal: Ordeal, blows: Blows) -> Survived:
    sent = scenery.outgoing(scenery.province(16), recipients)
    with tempfile.TemporaryDirectory(prefix="kills-") as name:
        folder = Path(name)
        with SimulatedOperator(folder / "journal", behaviour=ordeal.behaviour()) as operator:
            return survive(ordeal, operator, sent, folder, blows)


def _against(server: Server) -> Blows:
    """`server` is the benchmark's own."""

    def the_database(chance: random.Random) -> None:
        server.kill()
        server.start()

    return {"session": lambda chance: server.kill_a_session(scenery.NAME, chance), "database": the_database}


def _told(survived: Survived, ordeal: Ordeal, what: str) -> list[Row]:
    after, most = survived.after, ordeal.bound * ordeal.kills
    struck = ", ".join(f"{number} {name}" for name, number in sorted(survived.struck.items()))
    miscounted = ", ".join(f"{state} {pair[0]} for {pair[1]}" for state, pair in after.miscounted.items())
    return [
        Row(what, f"{after.lost} lost of {after.parts:,} parts", "0", not after.lost, struck),
        Row(
            "  came twice",
            f"{after.twice:,}, {after.silently_twice} in silence",
            f"≤ {ordeal.bound} a kill, 0 in silence",
            after.twice <= most and not after.silently_twice,
            f"{after.repeated:,} counted as repeated",
        ),
        Row(
            "  unknown at the end",
            f"{after.unknown:,}",
            "0" if ordeal.patient else f"≤ {ordeal.bound} a kill",
            after.unknown <= (0 if ordeal.patient else most),
            f"at most {survived.most_in_doubt} under way after a kill of the sender",
        ),
        Row(
            "  tallies beside a recount",
            miscounted or "equal",
            "equal",
            not after.miscounted,
            f"{survived.seconds:.0f} s in all; {survived.fell} starts failed; seed {ordeal.seed}",
        ),
    ]
