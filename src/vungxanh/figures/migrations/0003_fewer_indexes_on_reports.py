"""A report is found by place and day, which the unique constraint's index serves; two other indexes only cost time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_import_of_a_province")]
    operations = [
        migrations.AlterField(
            "report",
            "indicator",
            models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="figures.indicator"),
        ),
        migrations.AlterField(
            "report",
            "place",
            models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="reports", to="places.place"),
        ),
    ]
