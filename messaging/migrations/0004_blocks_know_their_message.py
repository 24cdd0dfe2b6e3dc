"""Tell older blocks which refused message made them, so that their page can show the address."""

import hashlib

from django.db import migrations


def remember(apps, schema_editor):
    events = apps.get_model("messaging", "DeliveryEvent").objects.filter(kind="bounced")
    blocks = apps.get_model("cardex", "Suppression").objects.filter(message_id=None)
    found = events.order_by("pk").values_list(
        "message_id", "message__to_address", "message__profile_id"
    )
    for message_id, address, profile_id in found.iterator():
        digest = hashlib.sha256(address.strip().lower().encode()).hexdigest()
        blocks.filter(address_hash=digest, reason="hard_bounce").update(
            message_id=message_id, profile_id=profile_id
        )


class Migration(migrations.Migration):
    dependencies = [
        ("cardex", "0003_a_block_knows_its_card_and_its_message"),
        ("messaging", "0003_unknown_outcomes"),
    ]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop, elidable=True)]
