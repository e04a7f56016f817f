"""The lists desk: every row of a file is accounted for, and the numbers are those of the subscribers."""

import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from vungxanh.desk import lists_form
from vungxanh.subscribers.models import ListImport, Subscriber

from .conftest import World, at
from .outbox import LIST, imported


def upload(client, content: bytes = LIST.encode(), name: str = "danh-sach.csv", **form: str) -> HttpResponse:  # type: ignore[no-untyped-def]
    file = SimpleUploadedFile(name, content, "text/csv")
    given = {"audience": "toan-dan", "consent": "khai báo y tế tháng 10", **form}
    return client.post(reverse("desk:list_import"), {"file": file, **given})


def test_a_list_is_read_in_and_every_row_is_accounted_for(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    imported(world)
    answer = upload(as_("officer"), f"{LIST}0977000111,,Hùng Vương\n".encode())
    done = ListImport.objects.latest("pk")
    assert answer["Location"] == reverse("desk:list_imported", args=[done.pk])
    assert (done.rows_in, done.stored, done.known, done.rejected) == (5, 1, 2, 2)
    assert (done.by, done.consent) == (world.people["officer"], "khai báo y tế tháng 10")
    page = as_("officer").get(answer["Location"])
    assert [row.row for row in page.context["pages"]] == [4, 5]
    assert all(row.reason in page.content.decode().replace("&#x27;", "'") for row in page.context["pages"])


def test_without_consent_nothing_is_read(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    page = upload(as_("officer"), consent=" ").content.decode()
    assert "Not saved" in page and "Where and how did these people agree" in page
    assert not ListImport.objects.exists()


def test_a_file_that_is_no_list_is_refused_with_every_problem(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    page = upload(as_("officer"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cu.xls").content.decode()
    assert "Save it as .xlsx" in page and not ListImport.objects.exists()


def test_a_file_above_the_limit_is_not_read(world: World, as_, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(lists_form, "LARGEST_MEGABYTES", 0)
    assert "larger than 64 MB" in upload(as_("officer")).content.decode() and not ListImport.objects.exists()


def test_rejected_rows_come_as_a_file_in_which_no_cell_is_a_formula(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    answer = as_("officer").get(reverse("desk:list_rejected", args=[imported(world).pk]))
    rows = list(csv.DictReader(answer.getvalue().decode("utf-8-sig").splitlines()))  # type: ignore[attr-defined]
    assert [row["row"] for row in rows] == ["4", "5"] and all(row["reason"] for row in rows)
    assert not any(cell.startswith("=") for row in rows for cell in row.values())


def test_the_numbers_by_audience_and_place_are_those_who_are_told_now(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    imported(world)
    shown = as_("officer").get(reverse("desk:lists")).context
    assert [(line.code, line.numbers) for line in shown["audiences"]] == [("toan-dan", (2, 1))]
    assert [(line.code, line.numbers) for line in shown["places"]] == [("08707", (1, 0)), ("08710", (1, 1))]
    Subscriber.objects.update(until=at(17))
    assert as_("officer").get(reverse("desk:lists")).context["audiences"] == []


@pytest.mark.parametrize("who", ["reader", "editor", "stranger", "nobody"])
def test_only_who_writes_messages_here_sees_a_list(world: World, as_, who: str) -> None:  # type: ignore[no-untyped-def]
    done = imported(world)
    for address in ("desk:list_imported", "desk:list_rejected"):
        assert as_(who).get(reverse(address, args=[done.pk])).status_code == 403
    assert upload(as_(who)).status_code == 403
    assert reverse("desk:lists") not in as_(who).get("/ban-lam-viec/").content.decode()


def test_a_list_of_another_province_is_not_there(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    done = imported(world)
    ListImport.objects.update(province=world.elsewhere)
    assert as_("officer").get(reverse("desk:list_imported", args=[done.pk])).status_code == 404


def test_a_file_whose_encoding_cannot_be_told_asks_for_it_on_the_page(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    client, address = as_("officer"), reverse("desk:list_import")
    assert 'name="encoding"' not in client.get(address).content.decode()
    unclear = SimpleUploadedFile("danh-sach.csv", "Phone,Name\n0912345678,\xfe\xff\xfa\xf8\n".encode("latin-1") * 1)
    given = {"audience": "toan-dan", "consent": "khai báo y tế"}
    page = client.post(address, {**given, "file": unclear}).content.decode()
    assert 'name="encoding"' in page and 'name="sheet"' not in page
    assert "the encoding" in page or "encoding" in page
