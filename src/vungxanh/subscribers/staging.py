"""Rows of a list stream into a table that lives as long as the import, and become subscribers in a few statements.

Use within a transaction. `settle` keeps out other imports; readers never wait, and who unsubscribes waits only when
the list changes that very address. A row is stored, known or rejected as a whole.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from .rows import Row

_CREATE = """
drop table if exists subscribers_staged, subscribers_given, subscribers_person;
create temporary table subscribers_staged (
  row int, phone text collate "C", email text collate "C", place_id bigint, audience text, language text,
  converted boolean, code text, reason text, content text, asked text
) on commit drop;
set local work_mem = '128MB';
"""
_ONE_IMPORT_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('subscribers.lists'))"
_PLACES_STAY = """
select id from places_place where id in (select distinct place_id from subscribers_staged) for key share
"""

_ASKED = """
select asked from subscribers_staged where asked <> '' group by 1 order by count(*) desc, 1 limit %(most)s
"""
_ANSWER = """
update subscribers_staged staged set reason = staged.reason || ' ' || answer.sentence
from unnest(%(names)s::text[], %(sentences)s::text[]) as answer (name, sentence)
where staged.asked = answer.name and answer.sentence <> ''
"""
# Every address of every good row, with what is stored of it. `paired`: the row gives a person's other address too.
_GIVEN = """
create temporary table subscribers_given on commit drop as
select given.*, stored.id as known, stored.until, stored.person,
  (stored.place_id, stored.audience, stored.language) is distinct from (given.place_id, given.audience, given.language)
    as differs
from (
  select row, 'sms' as channel, phone as address, email <> '' as paired, place_id, audience, language
  from subscribers_staged where code = '' and phone <> ''
  union all
  select row, 'email', email, phone <> '', place_id, audience, language
  from subscribers_staged where code = '' and email <> ''
) given
left join subscribers_subscriber stored on stored.channel = given.channel and stored.address = given.address
"""
_WITHDRAWN = """
update subscribers_staged staged set code = 'withdrawn',
  reason = format(%(withdrawn)s, given.address, to_char(given.until at time zone %(zone)s, 'DD/MM/YYYY'))
from subscribers_given given
where given.until <= %(at)s and not (%(resubscribe)s and given.until < %(since)s) and staged.row = given.row
"""
# The first row that gives an address has it. A row that was rejected above gives nothing.
_REPEATED = """
with twice as (select channel, address from subscribers_given group by 1, 2 having count(*) > 1),
givers as (
  select given.row, given.address, min(given.row) over (partition by given.channel, given.address) as first
  from subscribers_given given join twice using (channel, address) join subscribers_staged staged using (row)
  where staged.code = ''
)
update subscribers_staged staged set code = 'repeated', reason = format(%(repeated)s, givers.first, givers.address)
from givers where givers.row <> givers.first and staged.row = givers.row
"""
_TAKE_OUT = """
delete from subscribers_given given using subscribers_staged staged
where staged.row = given.row and staged.code in ('withdrawn', 'repeated')
"""
_REJECT = """
insert into subscribers_rejectedrow (list_import_id, row, code, reason, content)
select %(list_import)s, row, code, reason,
  case when phone || email = '' then content else concat_ws(' | ', nullif(phone, ''), nullif(email, '')) end
from subscribers_staged where code <> '' order by row
"""
_COUNT = """
select count(*) filter (where fresh), count(*) filter (where not fresh), count(*) filter (where differs and not fresh),
  coalesce(sum(addresses) filter (where fresh), 0), coalesce(sum(again) filter (where fresh), 0)
from (
  select row, bool_or(known is null or coalesce(until <= %(at)s, false)) as fresh,
    bool_or(known is not null and differs) as differs,
    count(*) filter (where known is null) as addresses, count(*) filter (where until <= %(at)s) as again
  from subscribers_given group by row
) rows
"""
_CONVERTED = "select count(*) from subscribers_staged where code = '' and converted"
# A person's number means nothing: the one an address already has, or the next of a sequence.
_PERSONS = """
create temporary table subscribers_person on commit drop as
select row, coalesce(min(person), nextval('subscribers_person_number')) as person
from subscribers_given where paired group by row
"""
# In the order of addresses: their index is the largest, and fills from one end.
_STORE = """
insert into subscribers_subscriber (channel, address, audience, language, place_id, person, since, list_import_id)
select channel, address, audience, language, place_id, persons.person, %(since)s, %(list_import)s
from subscribers_given given left join subscribers_person persons using (row)
where known is null order by channel, address
"""
_AGAIN = """
update subscribers_subscriber stored
set until = null, since = %(since)s, place_id = given.place_id, audience = given.audience, language = given.language,
  list_import_id = %(list_import)s
from subscribers_given given where given.until <= %(at)s and stored.id = given.known and stored.until < %(since)s
"""
_JOIN_PERSONS = """
update subscribers_subscriber stored set person = persons.person
from subscribers_given given join subscribers_person persons using (row)
where given.paired and given.known is not null and stored.id = given.known and stored.person is null
"""
_ROWS_AT_ONCE = 5_000
_ANSWERED = 300  # names: a few reasons teach as much as a million
BLANK = r"\N"
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\ufffd"})


@dataclass(frozen=True, slots=True)
class Settled:
    """Rows stored, known and rejected; of those, known otherwise and converted. Addresses stored and told again."""

    stored: int
    known: int
    rejected: int
    differing: int
    converted: int
    addresses: int
    resubscribed: int


class Staging:
    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_CREATE)

    def fill(self, rows: Iterable[Row], watch: Callable[[int], None]) -> int:
        """How many there were; `watch` is told as they go."""
        count = 0
        with connection.cursor() as cursor, cursor.copy("copy subscribers_staged from stdin") as copy:
            lines = map(_line, rows)
            while some := list(islice(lines, _ROWS_AT_ONCE)):
                copy.write("".join(some))
                count += len(some)
                watch(count)
        return count

    def answer(self, suggestion: Callable[[str], str]) -> None:
        """Add to the reasons what the places that nobody knows may have meant, for those that are named most."""
        with connection.cursor() as cursor:
            cursor.execute(_ASKED, {"most": _ANSWERED})
            names = [name for (name,) in cursor.fetchall()]
            if names:
                run(cursor, _ANSWER, {"names": names, "sentences": [suggestion(name) for name in names]})

    def settle(self, list_import: int, *, at: datetime, since: datetime, resubscribe: bool) -> Settled:
        """Make what was staged subscribers since `since` and rejected rows of `list_import`.

        Whoever withdrew before `at` stays so, unless `resubscribe` and that was before `since`.
        """
        values: dict[str, Any] = {
            "list_import": list_import, "at": at, "since": since, "resubscribe": resubscribe,
            "zone": "Asia/Ho_Chi_Minh",
            "withdrawn": _("%s was withdrawn on %s. Only a newer consent, with --resubscribe, takes it in again."),
            "repeated": _("Row %s already gives %s."),
        }  # fmt: skip
        with connection.cursor() as cursor:
            run(cursor, _ONE_IMPORT_AT_A_TIME)
            run(cursor, "analyze subscribers_staged")
            run(cursor, _PLACES_STAY)
            run(cursor, _GIVEN)
            run(cursor, "analyze subscribers_given")
            if run(cursor, _WITHDRAWN, values) + run(cursor, _REPEATED, values):
                run(cursor, _TAKE_OUT)
            rejected = run(cursor, _REJECT, values)
            cursor.execute(_COUNT, values)
            stored, known, differing, addresses, resubscribed = cursor.fetchone()
            cursor.execute(_CONVERTED)
            (converted,) = cursor.fetchone()
            run(cursor, _PERSONS)
            run(cursor, _STORE, values)
            run(cursor, _AGAIN, values)
            run(cursor, _JOIN_PERSONS)
        return Settled(stored, known, rejected, differing, converted, int(addresses), int(resubscribed))


def run(cursor: Any, statement: str, values: dict[str, Any] | None = None) -> int:
    """How many rows it touched."""
    cursor.execute(statement, values)
    return int(cursor.rowcount)


def _line(row: Row) -> str:
    """In COPY's text format. Only what a person wrote can hold signs that need escaping."""
    number, phone, email, place, audience, language, converted, code, reason, content, asked = row
    if code:
        content, reason, asked = (text.translate(_ESCAPED) for text in (content, reason, asked))
    taken = f"{number}\t{phone}\t{email}\t{place or BLANK}\t{audience}\t{language}\t{converted}"
    return f"{taken}\t{code}\t{reason}\t{content}\t{asked}\n"
