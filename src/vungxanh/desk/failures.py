"""Every part that failed or is in doubt, as a file: whose commune, which part, what the operator said. No address."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from vungxanh.agencies.models import Verb
from vungxanh.desk.causes import BITS, words_of
from vungxanh.desk.csv_download import csv_download
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.sendings import DISPATCHES, WHERE
from vungxanh.dispatch.models import Answer, Dispatch
from vungxanh.dispatch.numbers import part_of, place_of, recipient_of
from vungxanh.dispatch.state import State, state_of

COLUMNS = ("recipient", "place_code", "place", "part", "state", "code", "words", "tries", "repeats")
AT_ONCE = 2_000
FAILED = {State.REJECTED, State.UNDELIVERED, State.EXPIRED, State.UNKNOWN}

# Of the receipts only those of the part's current repeat speak of it, and a delivery whenever it came (state.py).
_PARTS = """
select attempt.id, attempt.answer, attempt.code, attempt.tries, attempt.repeats, place.code, place.kind, place.name,
  said.states, said.codes
from dispatch_attempt attempt
left join lateral (
  select array_agg(state::text order by received_at) as states, array_agg(code::text order by received_at) as codes
  from dispatch_receipt where attempt_id = attempt.id and (repeat = attempt.repeats or state = 'delivered')
) said on true
join dispatch_recipient recipient on recipient.id = attempt.recipient_id
left join subscribers_subscriber subscriber on subscriber.id = recipient.subscriber_id
left join places_place place on place.id = subscriber.place_id
where attempt.id between %(first)s and %(last)s and attempt.dispatch_id = %(dispatch)s
  and (attempt.answer in ('rejected', 'unknown') or exists (
    select 1 from dispatch_receipt where attempt_id = attempt.id and state <> 'delivered'))
order by attempt.id
"""


@seated(Verb.READ, needs_plan=False)
def failures(request: HttpRequest, seat: Seat, pk: int) -> HttpResponseBase:
    dispatch = seat.find(DISPATCHES, pk, field=WHERE)
    return csv_download(f"vungxanh-failures-{dispatch.pk}-{_minute(seat.at)}", COLUMNS, rows_of(dispatch))


def rows_of(dispatch: Dispatch) -> Iterator[tuple[object, ...]]:
    """One row a part, in the order of recipients, read from the database a few thousand at a time."""
    values = {"dispatch": dispatch.pk, "first": dispatch.pk << BITS, "last": (dispatch.pk + 1 << BITS) - 1}
    with connection.chunked_cursor() as cursor:
        cursor.execute(_PARTS, values)
        while found := cursor.fetchmany(AT_ONCE):
            for attempt, answer, code, tries, repeats, place_code, kind, name, states, codes in found:
                state = state_of(answer, states or ())
                if state not in FAILED:
                    continue
                said = code if answer == Answer.REJECTED or not codes else codes[-1]
                yield (
                    place_of(recipient_of(attempt)), place_code or "", f"{kind} {name}" if name else "",
                    part_of(attempt), str(state), said, _words(dispatch.channel, state, said), tries, repeats,
                )  # fmt: skip


def _words(channel: str, state: State, code: str) -> str:
    """An unknown part has no code: nobody answered."""
    return str(Answer.UNKNOWN.label) if state is State.UNKNOWN else words_of(channel, code)


def _minute(at: datetime) -> str:
    return f"{at:%Y%m%d-%H%M}"
