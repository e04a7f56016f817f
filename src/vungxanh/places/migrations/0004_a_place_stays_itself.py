"""A place keeps its code, its tier and the day it began: what was released of it is not given to another.

Its name and what stands above it may be read anew from a list. Written here and not with pgtrigger, whose triggers a
session may ask to be ignored.
"""

from django.db import migrations

CREATE = """
create function places_place_stays_itself() returns trigger language plpgsql as $$
begin
  raise exception 'a place keeps its code, its tier and its first day' using errcode = 'restrict_violation';
end $$;
create trigger place_stays_itself before update on places_place for each row
  when ((old.code, old.tier, old.valid_from) is distinct from (new.code, new.tier, new.valid_from))
  execute function places_place_stays_itself();
"""
DROP = "drop trigger place_stays_itself on places_place; drop function places_place_stays_itself()"


class Migration(migrations.Migration):
    dependencies = [("places", "0003_sites_spellings_boundaries")]
    operations = [migrations.RunSQL(CREATE, DROP)]
