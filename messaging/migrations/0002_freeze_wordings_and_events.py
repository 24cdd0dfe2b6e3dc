from django.db import migrations

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_messaging_tables")]

    operations = [
        FreezeRows("TemplateVersion", name="template_versions_never_change"),
        # Events go with their message when its retention period is over.
        FreezeRows("DeliveryEvent", name="delivery_events_never_change", allow_delete=True),
    ]
