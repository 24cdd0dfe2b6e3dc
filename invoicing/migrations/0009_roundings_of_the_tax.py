import django.db.models.deletion
from django.db import migrations, models

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0008_amounts_have_three_decimals")]

    operations = [
        migrations.AddField(
            model_name="charge",
            name="rounds",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="roundings",
                to="invoicing.charge",
            ),
        ),
        # SQLite may have made the table anew, without its triggers.
        FreezeRows("Charge", name="charges_never_change"),
    ]
