from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0002_freeze_what_was_posted_and_issued"),
    ]

    operations = [
        migrations.AddField(
            model_name="nightclosing",
            name="extends_due_outs",
            field=models.BooleanField(
                default=False, verbose_name="guests who have not left stay on"
            ),
        ),
    ]
