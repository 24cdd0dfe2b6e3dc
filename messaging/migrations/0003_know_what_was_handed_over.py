import django.db.models.deletion
from django.db import migrations, models

import hotelpms.kit.secrets


class Migration(migrations.Migration):
    dependencies = [
        ("cardex", "0002_freeze_consent_ledger"),
        ("hotels", "0001_hotels_and_people"),
        ("kit", "0002_freeze_trail_and_documents"),
        ("messaging", "0002_freeze_wordings_and_events"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="action_url",
            field=hotelpms.kit.secrets.EncryptedTextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="message",
            name="facts",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="message",
            name="handed_over_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="resend_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="resends",
                to="messaging.message",
            ),
        ),
        migrations.AddField(
            model_name="senderaccount",
            name="failure_count",
            field=models.PositiveIntegerField(
                default=0, editable=False, verbose_name="failures in a row"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "sent")),
                fields=["account", "sent_at"],
                name="messages_sent_by_an_account",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["sending", "stuck"]),
                    ("handed_over_at__isnull", True),
                    _connector="OR",
                ),
                name="only_an_open_outcome_keeps_its_handing_over",
            ),
        ),
    ]
