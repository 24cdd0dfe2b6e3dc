import django.core.serializers.json
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "hotel_id",
                    models.BigIntegerField(db_index=True, null=True, verbose_name="hotel"),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("content_type", models.CharField(max_length=100, verbose_name="content type")),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                ("created_at", models.DateTimeField(verbose_name="stored at")),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hotel_id", models.BigIntegerField(null=True, verbose_name="hotel")),
                ("actor_id", models.BigIntegerField(null=True, verbose_name="user")),
                ("actor_name", models.CharField(max_length=200, verbose_name="who")),
                ("action", models.CharField(max_length=80, verbose_name="action")),
                ("subject_type", models.CharField(max_length=80, verbose_name="kind of record")),
                ("subject_id", models.CharField(max_length=64, verbose_name="record")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "data",
                    models.JSONField(
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="details",
                    ),
                ),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit trail",
                "indexes": [
                    models.Index(fields=["hotel_id", "-at"], name="audit_by_hotel"),
                    models.Index(
                        fields=["subject_type", "subject_id", "at"], name="audit_by_subject"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="job")),
                (
                    "scope",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="for"),
                ),
                ("started_at", models.DateTimeField(verbose_name="started at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("running", "Running"), ("done", "Done"), ("failed", "Failed")],
                        default="running",
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "detail",
                    models.CharField(blank=True, default="", max_length=500, verbose_name="detail"),
                ),
            ],
            options={
                "verbose_name": "job run",
                "verbose_name_plural": "job runs",
                "indexes": [models.Index(fields=["name", "-started_at"], name="job_runs_by_name")],
            },
        ),
    ]
