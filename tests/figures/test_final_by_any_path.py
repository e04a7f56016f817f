"""A released number cannot be changed by any path, not even by the program's own database user."""

from collections.abc import Callable
from datetime import timedelta

import pgtrigger
import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from program import as_the_program
from stage import Stage, build_stage, moment
from vungxanh.figures.chain import verify_chain
from vungxanh.figures.models import Indicator, Release, ReleasedFigure, Report
from vungxanh.figures.release import prepare, prepare_correction, sign
from vungxanh.messages.models import Review

from .conftest import DAY

Path = Callable[[Release, ReleasedFigure], object]


def run(statement: str) -> Path:
    def through(release: Release, figure: ReleasedFigure) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement.replace("%release%", str(release.pk)).replace("%figure%", str(figure.pk)))

    return through


def copied(release: Release, figure: ReleasedFigure) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy("copy figures_releasedfigure (release_id, place_id, indicator_id, value) from stdin") as copy,
    ):
        copy.write_row((release.pk, figure.place_id, "recovered", 7))


def changed(figure: ReleasedFigure) -> ReleasedFigure:
    figure.value = 0
    return figure


def ignoring_triggers(release: Release, figure: ReleasedFigure) -> None:
    with pgtrigger.ignore("figures.ReleasedFigure:released_is_final"):
        ReleasedFigure.objects.filter(pk=figure.pk).update(value=0)


INSERT = "insert into figures_releasedfigure (release_id, place_id, indicator_id, value)"
SAME = f"{INSERT} select release_id, place_id, indicator_id, 0 from figures_releasedfigure where id = %figure%"
PATHS: dict[str, Path] = {
    "ORM save": lambda r, f: changed(f).save(),
    "ORM save of the release": lambda r, f: Release(pk=r.pk, place=r.place).save(force_update=True),
    "ORM update": lambda r, f: ReleasedFigure.objects.update(value=0),
    "ORM update of the release": lambda r, f: Release.objects.filter(pk=r.pk).update(reason="x"),
    "ORM delete": lambda r, f: f.delete(),
    "ORM delete of the release": lambda r, f: Release.objects.filter(pk=r.pk)._raw_delete("default"),
    "ORM bulk_update": lambda r, f: ReleasedFigure.objects.bulk_update([changed(f)], ["value"]),
    "ORM bulk_create over it": lambda r, f: ReleasedFigure.objects.bulk_create(
        [changed(f)], update_conflicts=True, unique_fields=["release", "place", "indicator"], update_fields=["value"]
    ),
    "ORM update_or_create": lambda r, f: ReleasedFigure.objects.update_or_create(
        release=r, place=f.place, indicator=f.indicator, defaults={"value": 0}
    ),
    "ORM one more figure": lambda r, f: ReleasedFigure.objects.create(
        release=r, place=f.place, indicator_id="recovered", value=7
    ),
    "ORM with its triggers ignored": ignoring_triggers,
    "SQL update": run("update figures_releasedfigure set value = 0 where id = %figure%"),
    "SQL update in a with": run(
        "with done as (update figures_releasedfigure set value = 0 returning 1) select count(*) from done"
    ),
    "SQL update of the release": run("update figures_release set sha256 = '' where id = %release%"),
    "SQL delete": run("delete from figures_releasedfigure where id = %figure%"),
    "SQL truncate": run("truncate figures_releasedfigure"),
    "SQL truncate of everything": run("truncate figures_release cascade"),
    "SQL upsert": run(f"{SAME} on conflict (release_id, place_id, indicator_id) do update set value = 0"),
    "SQL merge": run(
        "merge into figures_releasedfigure f using (values (0)) v (value) on f.id = %figure% "
        "when matched then update set value = v.value"
    ),
    "SQL one more figure": run(f"{INSERT} select id, place_id, 'recovered', 7 from figures_release"),
    "SQL one more figure with triggers ignored": run(
        f"set pgtrigger.ignore = '{{figures.ReleasedFigure:released_is_final}}'; "
        f"{INSERT} select id, place_id, 'recovered', 7 from figures_release"
    ),
    "copy of one more figure": copied,
    "lock for an update": run("select * from figures_release for update"),
    "trigger switched off": run("alter table figures_releasedfigure disable trigger all"),
    "trigger of the user switched off": run("alter table figures_releasedfigure disable trigger user"),
    "trigger dropped": run("drop trigger release_is_whole on figures_releasedfigure"),
    "trigger's function replaced": run(
        "create or replace function figures_release_is_whole() returns trigger language plpgsql "
        "as 'begin return null; end'"
    ),
    "trigger of one's own": run(
        "create trigger mine before insert on figures_releasedfigure for each row execute function "
        "suppress_redundant_updates_trigger()"
    ),
    "rule of one's own": run("create rule mine as on insert to figures_release do instead nothing"),
    "column dropped": run("alter table figures_releasedfigure drop column value"),
    "column of another type": run("alter table figures_releasedfigure alter column value type int using 0"),
    "table renamed": run("alter table figures_releasedfigure rename to gone"),
    "table dropped": run("drop table figures_releasedfigure cascade"),
    "schema dropped": run("drop schema public cascade"),
    "acting as a replica": run("set session_replication_role = replica"),
    "acting as the owner": run("set role postgres"),
    "session of the owner": run("set session authorization postgres"),
    "more rights for oneself": run(
        "grant update on figures_releasedfigure to current_user; update figures_releasedfigure set value = 0"
    ),
    "superuser by itself": run("alter role current_user superuser"),
    "the indicator's key": run("update figures_indicator set key = 'x' where key = 'new_cases'"),
    "the indicator's kind": run("update figures_indicator set kind = 'stock' where key = 'new_cases'"),
    "the indicator's unit": run("update figures_indicator set unit = 'doses' where key = 'new_cases'"),
    "the indicator by the ORM": lambda r, f: Indicator.objects.filter(key="new_cases").update(unit="doses"),
    "the place's code": run("update places_place set code = '25', path = '25' where code = '26'"),
    "two places' codes exchanged": run(
        "update places_place set code = case code when '08707' then '08710' else '08707' end "
        "where code in ('08707', '08710')"
    ),
    "the place's first day": run("update places_place set valid_from = '2020-01-01' where code = '26'"),
    "the place's code with triggers ignored": run(
        "set pgtrigger.ignore = '{places.Place:place_stays_itself}'; "
        "update places_place set code = '25' where code = '26'"
    ),
    "the place deleted": run("delete from places_place where code = '26'"),
}


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    return build_stage()


@pytest.fixture
def released(stage: Stage) -> Release:
    return stage.release(DAY, 12, 1)


def test_the_program_itself_changes_no_released_number_by_any_path(released: Release) -> None:
    figure = ReleasedFigure.objects.get(release=released, indicator="new_cases")
    said = list(ReleasedFigure.objects.order_by("pk").values_list("pk", "value"))
    refused: dict[str, bool] = {}
    with as_the_program():
        for name, path in PATHS.items():
            try:
                with transaction.atomic():
                    path(released, ReleasedFigure.objects.get(pk=figure.pk))
            except (DatabaseError, psycopg.DatabaseError):
                refused[name] = True
            else:
                refused[name] = False
    assert [name for name, was_refused in refused.items() if not was_refused] == []
    assert list(ReleasedFigure.objects.order_by("pk").values_list("pk", "value")) == said
    assert verify_chain(released.place) == []


def test_no_screen_changes_a_released_number(released: Release, settings) -> None:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW = moment(DAY, 18).isoformat()
    client = Client()
    client.force_login(released.signed_by)
    for address in (
        f"/ban-lam-viec/so-lieu/cong-bo/{released.pk}/",
        f"/ban-lam-viec/so-lieu/ngay/{DAY}/chuan-bi/",
        f"/ban-lam-viec/so-lieu/ban-cho-ky/{released.draft_id}/ky/",
        f"/so-lieu/{released.number}/",
    ):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(address, {"new_cases": 0}).status_code in (302, 403, 405)
    assert ReleasedFigure.objects.get(release=released, indicator="new_cases").value == 12


def test_the_program_s_own_user_prepares_signs_and_corrects(stage: Stage) -> None:
    with as_the_program():
        first = stage.release(DAY, 12)
        Report.objects.filter(indicator="new_cases").update(value=13)
        later = moment(DAY, 18)
        draft = prepare_correction(first, by=stage.user, as_of=later, at=later, reason="one more")
        assert sign(draft, by=stage.second, at=later).number == 2
        Report.objects.filter(indicator="new_cases").update(day=DAY + timedelta(days=1))
        assert prepare(stage.place, DAY + timedelta(days=1), by=stage.user, as_of=later, at=later).pk
    assert verify_chain(stage.place) == []


@pytest.mark.parametrize("table", ["levels_declaration", "duties_evidence", "duties_waiver", "figures_override"])
def test_whatever_is_final_is_kept_from_the_program_too(released: Release, table: str) -> None:
    with as_the_program():
        for statement in (f"update {table} set id = id", f"delete from {table}", f"truncate {table}"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                run(statement)(released, ReleasedFigure())
        with pytest.raises(DatabaseError, match="permission denied"):
            Review.objects.all()._raw_delete("default")
