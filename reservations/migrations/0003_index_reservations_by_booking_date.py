from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cardex", "0002_freeze_consent_ledger"),
        ("hotels", "0001_hotels_and_people"),
        ("reservations", "0002_keep_business_dates_of_a_stay"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(fields=["hotel", "booked_on"], name="reservations_by_booking_date"),
        ),
    ]
