from django.db import migrations, models

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [("kit", "0002_freeze_trail_and_documents")]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="origin",
            field=models.CharField(
                blank=True, default="", max_length=45, verbose_name="from where"
            ),
        ),
        FreezeRows("AuditEntry", name="audit_entries_never_change"),
    ]
