from django.db import migrations, models


def encrypt(apps, schema_editor):
    """Such an account never sent: nothing is said on port 465 before both have encrypted."""
    accounts = apps.get_model("messaging", "SenderAccount")
    accounts.objects.filter(port=465, does_not_use_tls=True).update(does_not_use_tls=False)


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0005_find_messages_by_parts"),
    ]

    operations = [
        migrations.RunPython(encrypt, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name="senderaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("port", 465), _negated=True),
                    ("does_not_use_tls", False),
                    _connector="OR",
                ),
                name="port_465_is_encrypted",
                violation_error_message="Port 465 is encrypted from the start. Take the tick away from “does not use TLS”, or use port 587 or 25.",
            ),
        ),
    ]
