from django.db import migrations

from hotelpms.kit.search.trigrams import AS_KEY, IN_CAPITALS, TrigramIndex


class Migration(migrations.Migration):
    dependencies = [
        ("cardex", "0004_find_and_sort_cards"),
        ("invoicing", "0003_index_payments_in_advance"),
    ]

    operations = [
        TrigramIndex("Invoice", "full_number", name="invoice_number_parts", form=AS_KEY),
        TrigramIndex("Invoice", "payer_name", name="invoice_payer_parts", form=IN_CAPITALS),
    ]
