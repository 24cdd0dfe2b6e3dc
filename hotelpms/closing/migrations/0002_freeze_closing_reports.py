from django.db import migrations

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [("closing", "0001_closing_tables")]

    operations = [
        FreezeRows("ClosingReport", name="closing_reports_never_change"),
    ]
