from django.db import migrations

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [("cardex", "0001_cardex_tables")]

    operations = [
        FreezeRows("ConsentEvent", name="the_consent_ledger_never_changes"),
    ]
