from django.db import migrations

from hotelpms.kit.search.trigrams import IN_CAPITALS, TrigramIndex


class Migration(migrations.Migration):
    dependencies = [
        ("cardex", "0004_find_and_sort_cards"),
        ("messaging", "0004_blocks_know_their_message"),
    ]

    operations = [
        TrigramIndex("Message", "to_address", name="message_address_parts", form=IN_CAPITALS),
        TrigramIndex("Message", "to_name", name="message_name_parts", form=IN_CAPITALS),
        TrigramIndex("Message", "subject", name="message_subject_parts", form=IN_CAPITALS),
    ]
