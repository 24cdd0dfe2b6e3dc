from django.db import migrations, models

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [
        ("hotels", "0003_bank_and_languages"),
        ("invoicing", "0011_names_by_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="series",
            name="tax_id",
            field=models.CharField(blank=True, default="", editable=False, max_length=40),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(
                condition=~models.Q(tax_id=""),
                fields=("tax_id", "prefix"),
                name="numbers_of_one_seller_begin_differently",
            ),
        ),
        FreezeRows(
            "hotels.Hotel",
            name="a_hotel_with_postings_keeps_how_it_counts",
            allow_delete=True,
            columns=["currency", "prices_include_tax"],
            used="SELECT 1 FROM invoicing_charge WHERE hotel_id = OLD.id",
        ),
        FreezeRows(
            "TaxRate",
            name="a_used_tax_keeps_its_percent",
            allow_delete=True,
            columns=["percent"],
            used=(
                "SELECT 1 FROM invoicing_charge JOIN invoicing_chargecode"
                " ON invoicing_chargecode.id = invoicing_charge.code_id"
                " WHERE invoicing_chargecode.tax_id = OLD.id"
            ),
        ),
    ]
