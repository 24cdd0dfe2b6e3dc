import django.db.models.deletion
from django.db import migrations, models

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0003_a_closing_may_extend_due_outs")]

    operations = [
        migrations.AddField(
            model_name="invoiceline",
            name="follows",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="follower",
                to="invoicing.invoiceline",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follows__isnull", True)),
                fields=("charge",),
                name="a_charge_is_invoiced_once",
            ),
        ),
        # SQLite rebuilt the table and dropped its triggers.
        FreezeRows("InvoiceLine", name="invoice_lines_never_change"),
    ]
