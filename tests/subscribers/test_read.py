"""Who would be told and how many, by the same condition as the fan-out's; and what is forgotten in time."""

from datetime import datetime, timedelta

import pytest

from vungxanh.channels.kinds import ChannelKind
from vungxanh.places.models import Place
from vungxanh.subscribers.models import RejectedRow, Subscriber
from vungxanh.subscribers.read import counts, of
from vungxanh.subscribers.retention import KEEP, forget

from .conftest import AT, Importing

LINES = (
    "0912345671,a@example.vn,Tích Sơn,toan-dan",
    "0912345672,,Tích Sơn,giao-vien",
    "0912345673,,Hội Hợp,toan-dan",
    "0912345674,,Hội Hợp,toan-dan",
)
HEADER = "phone,email,commune,audience"


@pytest.fixture
def listed(take_in: Importing, vinh_phuc: Place) -> Place:
    take_in(*LINES, header=HEADER)
    return vinh_phuc


def phones(place: Place, *audiences: str, at: datetime = AT) -> set[str]:
    return set(of(place, audiences, ChannelKind.SMS, at).values_list("address", flat=True))


def test_a_place_reaches_all_below_it_and_nobody_beside_it(listed: Place) -> None:
    commune = Place.objects.within(listed).get(name="Hội Hợp")
    assert phones(listed, "toan-dan") == {"84912345671", "84912345673", "84912345674"}
    assert phones(commune, "toan-dan", "giao-vien") == {"84912345673", "84912345674"}
    assert phones(listed, "giao-vien") == {"84912345672"}
    assert phones(listed) == set()


def test_only_who_is_told_at_the_time_is_reached(listed: Place) -> None:
    Subscriber.objects.filter(address="84912345671").update(until=AT + timedelta(hours=1))
    assert "84912345671" in phones(listed, "toan-dan", at=AT)
    assert "84912345671" not in phones(listed, "toan-dan", at=AT + timedelta(hours=1))
    assert phones(listed, "toan-dan", at=AT - timedelta(seconds=1)) == set()


def test_counts_are_by_place_audience_and_channel_in_one_query(listed: Place, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        counted = counts(listed, AT)
    assert [(c.place, c.audience, c.channel, c.addresses) for c in counted] == [
        ("phường Tích Sơn", "giao-vien", ChannelKind.SMS, 1),
        ("phường Tích Sơn", "toan-dan", ChannelKind.EMAIL, 1),
        ("phường Tích Sơn", "toan-dan", ChannelKind.SMS, 1),
        ("phường Hội Hợp", "toan-dan", ChannelKind.SMS, 2),
    ]


def test_an_address_that_ended_long_ago_is_deleted(listed: Place) -> None:
    long_ago = Subscriber.objects.get(address="84912345671")
    lately = Subscriber.objects.get(address="84912345672")
    Subscriber.objects.filter(pk=long_ago.pk).update(until=AT)
    Subscriber.objects.filter(pk=lately.pk).update(until=AT + timedelta(seconds=1))
    assert forget(AT + KEEP) == 0
    assert forget(AT + KEEP + timedelta(seconds=1)) == 1
    assert not Subscriber.objects.filter(pk=long_ago.pk).exists()
    assert Subscriber.objects.count() == 4
    assert forget(AT + timedelta(days=2), keep=timedelta(days=1)) == 1


def test_rejected_rows_are_kept_thirty_days_and_the_count_stays(take_in: Importing) -> None:
    done = take_in("091,")
    forget(AT + timedelta(days=30))
    assert RejectedRow.objects.count() == 1
    forget(AT + timedelta(days=30, seconds=1))
    assert not RejectedRow.objects.exists()
    done.refresh_from_db()
    assert done.rejected == 1
