"""The file of failures: every part that failed or is in doubt, whose commune, why, and nobody's address."""

import csv

from django.urls import reverse

from vungxanh.desk.failures import rows_of
from vungxanh.dispatch.models import Attempt, Receipt
from vungxanh.dispatch.state import counts
from vungxanh.subscribers.models import Subscriber

from .conftest import World, at
from .outbox import half_sent


def test_it_has_every_failed_and_unknown_part_with_words_and_no_address(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    sent = half_sent(world)
    answer = as_("reader").get(reverse("desk:sending_failures", args=[sent.pk]))
    text = answer.getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["state"], row["code"]) for row in rows] == [
        ("undelivered", "UNDELIV 001"),
        ("rejected", "0x0000000B"),
        ("unknown", ""),
    ]
    assert rows[0]["words"] == "The phone could not be reached." and rows[2]["words"] == "left, and nobody answered"
    assert {row["place"] for row in rows} <= {f"{place.kind} {place.name}" for place in world.communes}
    assert not any(address in text for address in Subscriber.objects.values_list("address", flat=True))


def test_it_has_as_many_rows_as_the_counts_say(world: World) -> None:
    sent = half_sent(world)
    Receipt.objects.create(
        attempt=Attempt.objects.get(receipts__state="undelivered"), state="delivered", received_at=at(17, 9)
    )
    known = counts([sent.pk], at(17, 10))[sent.pk]
    assert len(list(rows_of(sent))) == known.rejected + known.undelivered + known.expired + known.unknown == 2


def test_an_address_that_was_forgotten_leaves_its_row_without_a_place(world: World) -> None:
    sent = half_sent(world)
    Subscriber.objects.all().delete()
    assert [row[1:3] for row in rows_of(sent)] == [("", "")] * 3
