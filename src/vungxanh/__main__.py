"""The `vungxanh` command: the plan's own verbs need no database; every other verb is a Django command.

Without DATABASE_URL a private PostgreSQL is started under VUNGXANH_HOME (default: ./var) and left running.
"""

import os
import sys


def main(argv: list[str] | None = None) -> int:
    words = sys.argv[1:] if argv is None else argv
    if words[:1] == ["plan"]:
        from vungxanh.plan.cli import main as plan_main

        return plan_main(words[1:])
    if words[:1] == ["sms"]:
        from vungxanh.text.cli import main as sms_main

        return sms_main(words[1:])

    from vungxanh import database

    if words[:1] == ["stop"]:
        print("PostgreSQL stopped." if database.stop() else "PostgreSQL was not running.")
        return 0
    database.ensure_running()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["vungxanh", *words])
    return 0


if __name__ == "__main__":
    sys.exit(main())
