"""An import belongs to a province, and says what in it differs from what was released."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial"), ("places", "0002_initial")]
    operations = [
        migrations.AddField(
            "figuresimport",
            "province",
            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="places.place"),
        ),
        migrations.AddField(
            "figuresimport",
            "rows_differing",
            models.PositiveIntegerField(
                default=0,
                help_text="Nothing released changes by an import",
                verbose_name="rows that differ from what was released",
            ),
        ),
        migrations.AddField("figuresimport", "byte_order_mark", models.BooleanField(default=False)),
    ]
