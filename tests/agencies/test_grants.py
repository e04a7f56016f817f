"""The program's role: what `vungxanh database grant` gives, whom it refuses, and who is warned."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection

from program import ROLE, as_the_program
from vungxanh.agencies.checks import program_owns_nothing
from vungxanh.agencies.grants import final_tables

pytestmark = pytest.mark.django_db


def rights(role: str) -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name, privilege_type from information_schema.role_table_grants where grantee = %s", [role]
        )
        found: dict[str, set[str]] = {}
        for table, right in cursor.fetchall():
            found.setdefault(table, set()).add(right)
    return found


def test_what_is_final_is_found_by_its_triggers() -> None:
    assert {"figures_release", "figures_releasedfigure", "levels_declaration", "public_messages_review"} <= {
        *final_tables()
    }
    assert "figures_indicator" not in final_tables()


def test_a_grant_gives_enough_and_takes_back_what_is_too_much(capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"drop role if exists {ROLE}_2; create role {ROLE}_2")
        cursor.execute(f"grant all on all tables in schema public to {ROLE}_2")
    call_command("database", "grant", to=f"{ROLE}_2")
    assert "figures_releasedfigure" in capsys.readouterr().out
    known = rights(f"{ROLE}_2")
    assert {table for table, may in known.items() if "UPDATE" not in may} == {*final_tables(), "django_migrations"}
    assert {right for may in known.values() for right in may} == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert known["figures_releasedfigure"] == {"SELECT", "INSERT"}


def test_a_table_that_comes_later_is_the_program_s_too() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"drop role if exists {ROLE}_3; create role {ROLE}_3")
        call_command("database", "grant", to=f"{ROLE}_3")
        cursor.execute("create table come_later (id bigserial)")
    assert rights(f"{ROLE}_3")["come_later"] == {"SELECT", "INSERT", "UPDATE", "DELETE"}


@pytest.mark.parametrize(("role", "sentence"), [("nobody_at_all", "create role nobody_at_all"), ("", "superuser")])
def test_a_role_that_cannot_be_held_back_is_refused(role: str, sentence: str) -> None:
    role = role or connection.settings_dict["USER"]
    with pytest.raises(CommandError, match=sentence):
        call_command("database", "grant", to=role)


def test_a_site_in_earnest_is_warned_that_it_works_as_the_owner(settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    assert program_owns_nothing(["default"]) == []
    settings.VUNGXANH_EXERCISE = False
    assert [warning.id for warning in run_checks(databases=["default"])] == ["vungxanh.W001"]
    monkeypatch.setenv("VUNGXANH_OWNER_URL", f"postgresql://{connection.settings_dict['USER']}@/x")
    assert program_owns_nothing(["default"]) == []


@pytest.mark.django_db(transaction=True)
def test_a_site_that_works_as_its_own_role_is_not_warned(settings) -> None:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_EXERCISE = False
    with as_the_program():
        assert program_owns_nothing(["default"]) == []
