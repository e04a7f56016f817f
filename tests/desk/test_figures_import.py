"""A file of figures at the desk: every row accounted for, unknown names asked, nobody reports for another."""

import csv
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vungxanh.agencies.models import Verb
from vungxanh.desk import figures_import_form
from vungxanh.figures.models import FiguresImport, Report
from vungxanh.places.models import Spelling

from .conftest import World, person

HEADER = "Ngày,Huyện,Xã,Ca mắc mới\n"


def upload(client, text: str = HEADER, content: bytes = b"", **form: str) -> HttpResponse:  # type: ignore[no-untyped-def]
    file = SimpleUploadedFile("so-lieu.csv", content or text.encode(), "text/csv")
    return client.post(reverse("desk:figures_import"), {"file": file, **form}, follow=True)


@pytest.fixture
def ward(world: World) -> World:
    """The world, with an officer who reports for one commune."""
    world.people["ward"] = person("ward", world.communes[0], (Verb.READ, Verb.REPORT_FIGURES))
    return world


def test_a_workbook_is_read_and_says_how(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    book = openpyxl.Workbook()
    for row in (["BÁO CÁO"], ["Ngày", "Mã", "Ca mắc mới", "Ghi chú"], ["16/11/2021", "08707", 3, "x"]):
        book.worksheets[0].append(row)
    octets = BytesIO()
    book.save(octets)
    said = upload(as_("officer"), content=octets.getvalue()).content.decode()
    assert "(Excel)" in said and "Columns not read: Ghi chú." in said and "found in row 2" in said
    assert Report.objects.get(place__code="08707").value == 3


def test_an_unknown_name_is_shown_with_what_it_may_mean_and_confirmed_with_a_button(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    rows = f"{HEADER}16/11/2021,Vĩnh Yên,Tích Sôn,3\n16/11/2021,Vĩnh Yên,Liên Bảo,2\n"
    page = upload(as_("officer"), rows)
    done = FiguresImport.objects.latest("pk")
    assert "It is xã Tích Sơn (08707)" in page.content.decode()
    answer = as_("officer").post(
        reverse("desk:figures_confirm", args=[done.pk]), {"number": "0", "code": "08707"}, follow=True
    )
    spelling = Spelling.objects.get()
    assert (spelling.inside, spelling.place, spelling.confirmed_by) == (
        world.district, world.communes[0], world.people["officer"],
    )  # fmt: skip
    assert "Import the same file again" in answer.content.decode()
    upload(as_("officer"), rows)
    assert set(Report.objects.exclude(place=world.province).values_list("place__code", "value")) == {
        ("08707", 3), ("08710", 2),
    }  # fmt: skip


@pytest.mark.parametrize("sent", [{}, {"number": "7", "code": "08707"}, {"number": "0", "code": "38"}, {"number": "0"}])
def test_what_cannot_be_meant_confirms_nothing(world: World, as_, sent: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    upload(as_("officer"), f"{HEADER}16/11/2021,Vĩnh Yên,Tích Sôn,3\n")
    done = FiguresImport.objects.latest("pk")
    assert as_("officer").post(reverse("desk:figures_confirm", args=[done.pk]), sent).status_code == 302
    assert not Spelling.objects.exists()


def test_an_officer_of_a_commune_imports_its_rows_only_and_reads_why_of_the_others(ward: World, as_) -> None:  # type: ignore[no-untyped-def]
    rows = "16/11/2021,Vĩnh Yên,Tích Sơn,3\n16/11/2021,Vĩnh Yên,Liên Bảo,2\n16/11/2021,Vĩnh Yên,Tích Sôn,1\n"
    page = upload(as_("ward"), HEADER + rows)
    done = FiguresImport.objects.latest("pk")
    assert (done.rows_stored, list(done.rejects.values_list("code", flat=True))) == (1, ["not-yours", "unknown-place"])
    said = page.content.decode()
    assert "You do not report for xã Liên Bảo" in said and "Whoever reports for huyện Vĩnh Yên" in said
    assert not Report.objects.filter(place=ward.communes[1]).exists()
    confirming = as_("ward").post(reverse("desk:figures_confirm", args=[done.pk]), {"number": "0", "code": "08707"})
    assert (confirming.status_code, Spelling.objects.exists()) == (403, False)


def test_an_officer_of_a_commune_does_not_see_the_file_of_another(ward: World, as_) -> None:  # type: ignore[no-untyped-def]
    for address in ("figures_imported", "figures_rejected"):
        assert as_("ward").get(reverse(f"desk:{address}", args=[ward.figures_import.pk])).status_code == 404
    confirm = reverse("desk:figures_confirm", args=[ward.figures_import.pk])
    assert as_("ward").post(confirm, {"number": "0", "code": "08707"}).status_code == 404


def test_rejected_rows_come_as_a_file_in_which_no_cell_is_a_formula(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    upload(as_("officer"), f"{HEADER}=1+1,Vĩnh Yên,Tích Sơn,3\n")
    answer = as_("officer").get(reverse("desk:figures_rejected", args=[FiguresImport.objects.latest("pk").pk]))
    (row,) = csv.DictReader(answer.getvalue().decode("utf-8-sig").splitlines())
    assert (row["line"], row["code"]) == ("2", "not-a-day") and row["row"].startswith("'=")


def test_a_file_above_the_limit_is_not_read(world: World, as_, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(figures_import_form, "LARGEST_MEGABYTES", 0)
    assert "larger than 200 MB" in upload(as_("officer")).content.decode()
    assert FiguresImport.objects.count() == 1


def test_the_result_costs_as_many_queries_for_many_names_as_for_one(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    client = as_("officer")

    def queries(names: int) -> int:
        rows = "".join(f"16/11/2021,Vĩnh Yên,Tích Sôn {n},1\n" for n in range(names))
        upload(client, HEADER + rows)
        address = reverse("desk:figures_imported", args=[FiguresImport.objects.latest("pk").pk])
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    assert queries(1) == queries(40)


def test_a_file_that_somebody_else_took_in_whole_leads_back_to_the_form_and_says_so(ward: World, as_) -> None:  # type: ignore[no-untyped-def]
    rows = f"{HEADER}16/11/2021,Vĩnh Yên,Tích Sơn,3\n"
    upload(as_("officer"), rows)
    before = FiguresImport.objects.count()
    answer = upload(as_("ward"), rows)
    assert answer.status_code == 200
    assert "This file was imported before" in answer.content.decode()
    assert FiguresImport.objects.count() == before
