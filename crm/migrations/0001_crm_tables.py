import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("hotels", "0001_hotels_and_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("done_for", models.DateField(verbose_name="queued for")),
            ],
        ),
        migrations.CreateModel(
            name="DaySetup",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "pre_stay_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="Days before arrival, 1 to 3 is usual.",
                        validators=[django.core.validators.MaxValueValidator(14)],
                        verbose_name="pre-stay",
                    ),
                ),
                (
                    "post_stay_days",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Days after departure, 1 is usual.",
                        validators=[django.core.validators.MaxValueValidator(14)],
                        verbose_name="post-stay",
                    ),
                ),
                (
                    "sends_on_arrival_day",
                    models.BooleanField(
                        default=False,
                        help_text="Guests who book on the day of arrival get the pre-stay mail too.",
                        verbose_name="pre-stay also on the day of arrival",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
            ],
            options={
                "verbose_name": "e-mail day setup",
                "verbose_name_plural": "e-mail day setup",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="there_is_one_day_setup"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("post_stay_days__lte", 14), ("pre_stay_days__lte", 14)),
                        name="day_setup_is_at_most_fourteen",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="letterday",
            name="hotel",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="hotels.hotel"
            ),
        ),
    ]
