from django.db import migrations, models

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0004_a_charge_is_invoiced_once")]

    operations = [
        migrations.AddField(
            model_name="folio",
            name="request_key",
            field=models.CharField(blank=True, editable=False, max_length=60),
        ),
        migrations.AddConstraint(
            model_name="folio",
            constraint=models.UniqueConstraint(
                condition=models.Q(("request_key", ""), _negated=True),
                fields=("stay", "request_key"),
                name="a_window_is_opened_once",
            ),
        ),
        # Hotels that share an account at the provider hear the same events, each for itself.
        migrations.RemoveConstraint(model_name="receipt", name="a_payment_event_counts_once"),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("hotel", "provider", "event_id"), name="a_payment_event_counts_once"
            ),
        ),
        # SQLite rebuilt the table and dropped its triggers.
        FreezeRows(
            "Receipt",
            name="payment_events_never_change",
            columns=[
                "hotel",
                "provider",
                "event_id",
                "session",
                "payment",
                "amount",
                "currency",
                "outcome",
            ],
        ),
    ]
