"""The `vungxanh` command: the plan's own verbs need no database; every other verb is a Django command.

Without DATABASE_URL a private PostgreSQL is started under VUNGXANH_HOME (default: ./var) and left running.
"""

import io
import math
import os
import sys


def main(argv: list[str] | None = None) -> int:
    words = [_as_text(word) for word in (sys.argv[1:] if argv is None else argv)]
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a narrow terminal shows what it can
    if words[:1] == ["plan"]:
        from vungxanh.plan.cli import main as plan_main

        return plan_main(words[1:])
    if words[:1] == ["sms"]:
        from vungxanh.text.cli import main as sms_main

        return sms_main(words[1:])
    if words[:1] == ["say"]:
        from vungxanh.speech.cli import main as say_main

        return say_main(words[1:])

    from vungxanh import database

    try:
        if words[:1] == ["stop"]:
            print("PostgreSQL stopped." if database.stop() else "PostgreSQL was not running.")
            return 0
        forever = words[:1] == ["send"] and "--once" not in words  # a sender outlives its database
        database.ensure_running(as_program=True, patience=math.inf if forever else database.COMES_UP)
    except (database.DatabaseAway, database.NotStopped) as problem:
        print(problem, file=sys.stderr)
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")
    from django.core.management import execute_from_command_line
    from django.db import InterfaceError, OperationalError, ProgrammingError

    try:
        execute_from_command_line(["vungxanh", *words])
    except (OperationalError, InterfaceError):
        print("The database cannot be reached. Start it, or look at DATABASE_URL, and try again.", file=sys.stderr)
        return 1
    except ProgrammingError as error:
        print(f"The database is not ready for this program ({error}). Run: vungxanh migrate", file=sys.stderr)
        return 1
    return 0


def _as_text(word: str) -> str:
    """An argument that is not UTF-8 arrives with lone surrogates; it is read with replacement signs instead."""
    return word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main())
