from django.db import migrations, models

from hotelpms.kit.search.fields import SortKeyField
from hotelpms.kit.search.trigrams import InstallTrigrams, TrigramIndex


class Migration(migrations.Migration):
    """The keys and texts themselves are made by `manage.py upgrade`, in portions."""

    dependencies = [("cardex", "0003_a_block_knows_its_card_and_its_message")]

    operations = [
        migrations.RemoveIndex("profile", name="profile_by_kind_and_name"),
        migrations.AddField("profile", "sort_key", SortKeyField()),
        migrations.AddIndex(
            "profile", models.Index(fields=["sort_key", "id"], name="profile_by_name")
        ),
        migrations.AddIndex(
            "profile",
            models.Index(fields=["kind", "sort_key", "id"], name="profile_by_kind_and_name"),
        ),
        InstallTrigrams(),
        TrigramIndex("Profile", "search_text", name="profile_search_text"),
    ]
