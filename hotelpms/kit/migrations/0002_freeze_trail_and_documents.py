from django.db import migrations

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_kit_tables")]

    operations = [
        FreezeRows("AuditEntry", name="audit_entries_never_change"),
        # Rows may go: scans of guests' papers are erased when their time is over.
        FreezeRows("Document", name="documents_never_change", allow_delete=True),
    ]
