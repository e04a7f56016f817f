"""Reports come by the hundred thousand: they carry only the index and the constraints that somebody relies on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_import_of_a_province")]
    operations = [
        migrations.AlterField(
            "report",
            "indicator",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=models.PROTECT,
                related_name="+",
                to="figures.indicator",
            ),
        ),
        migrations.AlterField(
            "report",
            "place",
            models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="reports", to="places.place"),
        ),
        migrations.AlterField(
            "report",
            "figures_import",
            models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=models.PROTECT,
                related_name="reports",
                to="figures.figuresimport",
            ),
        ),
    ]
