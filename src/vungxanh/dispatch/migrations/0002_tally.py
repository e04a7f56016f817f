"""The database itself keeps count of parts by state, in the statement that changes them: no writer can forget to.

A part's state follows from its answer and from the receipts of its current repeat; a delivery counts whenever it came.
The same rule in Python is dispatch/state.py; a test compares the two.
"""

from django.db import migrations

STATE = """
create function dispatch_state(answer text, said text[]) returns text language sql immutable parallel safe as $$
  select case
    when 'delivered' = any(said) then 'delivered'
    when 'undelivered' = any(said) then 'undelivered'
    when 'rejected' = any(said) then 'rejected'
    when 'expired' = any(said) then 'expired'
    when answer = '' then 'sending'
    else answer
  end
$$;
"""

# Each backend writes rows of its own (the shard), so that senders never wait for one another. What is looked up in the
# large tables is asked row by row (subqueries): a plan made while they were small must not read the whole of them.
ATTEMPTS = """
create function dispatch_tally_attempts() returns trigger language plpgsql set enable_hashjoin = on as $$
begin
  if tg_op = 'INSERT' then
    insert into dispatch_tally as tally (dispatch_id, line, state, shard, parts)
    select dispatch_id, line, state, pg_backend_pid() % 64, sum(n) from (
      select dispatch_id, coalesce(line_id, 0) as line, dispatch_state(answer, '{}') as state, count(*) as n
      from fresh group by 1, 2, 3
      union all select dispatch_id, 0, 'waiting', -count(*) from fresh group by 1
    ) change group by 1, 2, 3 order by 1, 2, 3
    on conflict (dispatch_id, state, line, shard) do update set parts = tally.parts + excluded.parts;
  else
    insert into dispatch_tally as tally (dispatch_id, line, state, shard, parts)
    select dispatch_id, line, state, pg_backend_pid() % 64, sum(n) from (
      with changed as (
        select later.id, later.dispatch_id, later.repeats, later.answer, coalesce(later.line_id, 0) as line,
          earlier.repeats as left_repeats, earlier.answer as left_answer, coalesce(earlier.line_id, 0) as left_line,
          array(
            select state::text from dispatch_receipt
            where attempt_id = later.id and (repeat = later.repeats or state = 'delivered')) as said
        from stale earlier join fresh later using (id)
        where (earlier.answer, earlier.repeats, earlier.line_id)
          is distinct from (later.answer, later.repeats, later.line_id)
      ), moved as (
        select dispatch_id, line, left_line, dispatch_state(answer, said) as state,
          dispatch_state(left_answer, case when left_repeats = repeats then said else array(
            select state::text from dispatch_receipt
            where attempt_id = changed.id and (repeat = left_repeats or state = 'delivered')) end) as left_state,
          (left_repeats = 0 and repeats > 0)::int as repeated
        from changed
      )
      select dispatch_id, line, state, 1 as n from moved
      union all select dispatch_id, left_line, left_state, -1 from moved
      union all select dispatch_id, 0, 'repeated', repeated from moved
    ) change group by 1, 2, 3 having sum(n) <> 0 order by 1, 2, 3
    on conflict (dispatch_id, state, line, shard) do update set parts = tally.parts + excluded.parts;
  end if;
  return null;
end $$;

create trigger dispatch_tally_insert after insert on dispatch_attempt
  referencing new table as fresh for each statement execute function dispatch_tally_attempts();
create trigger dispatch_tally_update after update on dispatch_attempt
  referencing old table as stale new table as fresh for each statement execute function dispatch_tally_attempts();
"""

RECEIPTS = """
create function dispatch_tally_receipts() returns trigger language plpgsql as $$
begin
  insert into dispatch_tally as tally (dispatch_id, line, state, shard, parts)
  select dispatch_id, line, state, pg_backend_pid() % 64, sum(n) from (
    with touched as materialized (
      select attempt_id, array_agg(concat(repeat, state)) as news from fresh group by attempt_id
    ), said as (
      select attempt.dispatch_id, coalesce(attempt.line_id, 0) as line, attempt.answer,
        array(
          select state::text from dispatch_receipt
          where attempt_id = touched.attempt_id and (repeat = attempt.repeats or state = 'delivered')) as after,
        array(
          select state::text from dispatch_receipt
          where attempt_id = touched.attempt_id and (repeat = attempt.repeats or state = 'delivered')
            and not concat(repeat, state) = any(touched.news)) as before
      from touched cross join lateral (
        select dispatch_id, line_id, answer, repeats from dispatch_attempt where id = touched.attempt_id offset 0
      ) attempt
    )
    select dispatch_id, line, dispatch_state(answer, after) as state, 1 as n from said
    union all select dispatch_id, line, dispatch_state(answer, before), -1 from said
  ) change group by 1, 2, 3 having sum(n) <> 0 order by 1, 2, 3
  on conflict (dispatch_id, state, line, shard) do update set parts = tally.parts + excluded.parts;
  return null;
end $$;

create trigger dispatch_tally_receipt after insert on dispatch_receipt
  referencing new table as fresh for each statement execute function dispatch_tally_receipts();
"""

UNDO = """
drop function dispatch_tally_receipts cascade;
drop function dispatch_tally_attempts cascade;
drop function dispatch_state;
"""


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0001_initial")]
    operations = [migrations.RunSQL(STATE + ATTEMPTS + RECEIPTS, UNDO)]
