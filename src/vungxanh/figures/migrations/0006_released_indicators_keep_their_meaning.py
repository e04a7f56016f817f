"""Once a number of it is released an indicator keeps its unit and its kind: 12 people do not become 12 doses, and no
released column disappears because its indicator is called a rate. Not with pgtrigger, for the reason given in 0004."""

from django.db import migrations

CREATE = """
create function figures_indicator_keeps_its_meaning() returns trigger language plpgsql as $$
begin
  if exists (select from figures_releasedfigure where indicator_id = old.key) then
    raise exception 'numbers of this indicator are released: its unit and kind stay' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger indicator_keeps_its_meaning before update on figures_indicator for each row
  when ((old.unit, old.kind) is distinct from (new.unit, new.kind))
  execute function figures_indicator_keeps_its_meaning();
"""
DROP = """
drop trigger indicator_keeps_its_meaning on figures_indicator;
drop function figures_indicator_keeps_its_meaning()
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0005_reminder")]
    operations = [migrations.RunSQL(CREATE, DROP)]
