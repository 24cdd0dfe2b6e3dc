from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reservations", "0003_index_reservations_by_booking_date"),
    ]

    operations = [
        migrations.AddField(
            model_name="stay",
            name="planned_departure",
            field=models.DateField(blank=True, null=True, verbose_name="planned departure"),
        ),
    ]
