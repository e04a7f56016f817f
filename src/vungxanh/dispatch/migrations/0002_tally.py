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

create function dispatch_receipts_of(attempt bigint, current_repeat smallint) returns text[] language sql stable as $$
  select array(
    select state::text from dispatch_receipt
    where attempt_id = attempt and (repeat = current_repeat or state = 'delivered'))
$$;
"""

# Each backend writes rows of its own (the shard), so that senders never wait for one another.
ATTEMPTS = """
create function dispatch_tally_attempts() returns trigger language plpgsql as $$
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
      with moved as (
        select later.dispatch_id, coalesce(earlier.line_id, 0) as left_line, coalesce(later.line_id, 0) as line,
          dispatch_state(earlier.answer, dispatch_receipts_of(earlier.id, earlier.repeats)) as left_state,
          dispatch_state(later.answer, dispatch_receipts_of(later.id, later.repeats)) as state,
          (earlier.repeats = 0 and later.repeats > 0)::int as repeated
        from stale earlier join fresh later using (id)
        where (earlier.answer, earlier.repeats, earlier.line_id) is distinct from (later.answer, later.repeats, later.line_id)
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
    with moved as (
      select attempt.dispatch_id, coalesce(attempt.line_id, 0) as line,
        dispatch_state(attempt.answer, array(
          select receipt.state::text from dispatch_receipt receipt
          where receipt.attempt_id = attempt.id and (receipt.repeat = attempt.repeats or receipt.state = 'delivered')
            and not exists (
              select 1 from fresh where (fresh.attempt_id, fresh.repeat, fresh.state)
                = (receipt.attempt_id, receipt.repeat, receipt.state)))) as left_state,
        dispatch_state(attempt.answer, dispatch_receipts_of(attempt.id, attempt.repeats)) as state
      from (select distinct attempt_id from fresh) touched
      join dispatch_attempt attempt on attempt.id = touched.attempt_id
    )
    select dispatch_id, line, state, 1 as n from moved
    union all select dispatch_id, line, left_state, -1 from moved
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
drop function dispatch_receipts_of;
drop function dispatch_state;
"""


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0001_initial")]
    operations = [migrations.RunSQL(STATE + ATTEMPTS + RECEIPTS, UNDO)]
