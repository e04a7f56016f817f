"""A release's figures come with it, in one transaction: nobody adds one to it later, not even by COPY.

`pg_xact_status` of a row's own transaction is "in progress" only for whoever is inside that transaction. Written here
and not with pgtrigger, whose triggers a session may ask to be ignored.
"""

from django.db import migrations

CREATE = """
create function figures_release_is_whole() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from (select distinct release_id from added) figure join figures_release release on release.id = release_id
    where pg_xact_status((
      (pg_current_xact_id()::text::numeric - mod(pg_current_xact_id()::text::numeric, 4294967296))
      + release.xmin::text::numeric)::text::xid8) is distinct from 'in progress')
  then
    raise exception 'a release is whole: its figures come with it' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger release_is_whole after insert on figures_releasedfigure
  referencing new table as added for each statement execute function figures_release_is_whole();
"""
DROP = "drop trigger release_is_whole on figures_releasedfigure; drop function figures_release_is_whole()"


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_how_a_file_was_read")]
    operations = [migrations.RunSQL(CREATE, DROP)]
