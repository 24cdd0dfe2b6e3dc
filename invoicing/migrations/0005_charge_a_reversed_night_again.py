import django.db.models.deletion
from django.db import migrations, models

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [
        ("reservations", "0001_reservation_tables"),
        ("invoicing", "0004_find_invoices_by_parts"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="charge", name="a_night_is_charged_once"),
        migrations.AddField(
            model_name="charge",
            name="replaces",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacement",
                to="invoicing.charge",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("night__isnull", False),
                    ("replaces__isnull", True),
                    ("reverses__isnull", True),
                ),
                fields=("night", "code"),
                name="a_night_is_charged_once",
            ),
        ),
        # SQLite has made the table anew, without its triggers.
        FreezeRows("Charge", name="charges_never_change"),
    ]
