import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0001_kit_tables"),
        ("hotels", "0001_hotels_and_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClosingStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=30, verbose_name="step")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("left_out", "Left out"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                ("detail", models.CharField(blank=True, max_length=200, verbose_name="detail")),
            ],
        ),
        migrations.CreateModel(
            name="NightClosing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("business_date", models.DateField(verbose_name="business date")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("blocked", "Waiting for a decision"),
                            ("failed", "Stopped by a fault"),
                            ("rolled", "Day closed, reports on their way"),
                            ("done", "Done"),
                        ],
                        default="running",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("started_by", models.CharField(max_length=150, verbose_name="started by")),
                (
                    "extends_due_outs",
                    models.BooleanField(
                        default=False, verbose_name="guests who have not left stay on"
                    ),
                ),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("lease_token", models.CharField(blank=True, max_length=32)),
                (
                    "rolled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="day closed"),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                (
                    "findings",
                    models.JSONField(
                        blank=True, default=list, verbose_name="what blocks the closing"
                    ),
                ),
                ("fault", models.TextField(blank=True, verbose_name="fault")),
            ],
            options={
                "verbose_name": "night closing",
                "verbose_name_plural": "night closings",
            },
        ),
        migrations.CreateModel(
            name="ReportSubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(max_length=40, verbose_name="report"),
                ),
            ],
            options={
                "verbose_name": "report of a department",
                "verbose_name_plural": "reports of departments",
            },
        ),
        migrations.CreateModel(
            name="ClosingReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(max_length=40, verbose_name="report"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kit.document",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="nightclosing",
            name="hotel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="closings",
                to="hotels.hotel",
            ),
        ),
        migrations.AddField(
            model_name="closingstep",
            name="closing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="closing.nightclosing",
            ),
        ),
        migrations.AddField(
            model_name="closingreport",
            name="closing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="closing.nightclosing",
            ),
        ),
        migrations.AddField(
            model_name="reportsubscription",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="hotels.department",
                verbose_name="department",
            ),
        ),
        migrations.AddConstraint(
            model_name="nightclosing",
            constraint=models.UniqueConstraint(
                fields=("hotel", "business_date"), name="a_day_is_closed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="closingstep",
            constraint=models.UniqueConstraint(
                fields=("closing", "name"), name="a_closing_step_exists_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="closingreport",
            constraint=models.UniqueConstraint(
                fields=("closing", "kind"), name="a_closing_has_a_report_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportsubscription",
            constraint=models.UniqueConstraint(
                fields=("department", "kind"), name="a_department_gets_a_report_once"
            ),
        ),
    ]
