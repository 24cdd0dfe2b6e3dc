import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("hotels", "0001_hotels_and_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReplayRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_sha256", models.CharField(max_length=64)),
                ("is_loaded", models.BooleanField(default=False)),
                ("seconds", models.FloatField(default=0)),
                ("peak_memory_mb", models.FloatField(default=0)),
                ("rejected", models.JSONField(default=list)),
                (
                    "hotel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotels.hotel",
                    ),
                ),
            ],
        ),
    ]
