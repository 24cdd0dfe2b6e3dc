from django.db import migrations, models

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [
        ("closing", "0002_freeze_closing_reports"),
        ("kit", "0003_audit_from_where"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="closingreport",
            name="a_closing_has_a_report_once",
        ),
        migrations.AddField(
            model_name="closingreport",
            name="language",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AddField(
            model_name="closingstep",
            name="told",
            field=models.JSONField(blank=True, default=dict, verbose_name="what it did"),
        ),
        migrations.AddConstraint(
            model_name="closingreport",
            constraint=models.UniqueConstraint(
                fields=("closing", "kind", "language"), name="a_closing_has_a_report_once"
            ),
        ),
        # SQLite has made the table anew, without its triggers.
        FreezeRows("ClosingReport", name="closing_reports_never_change"),
    ]
