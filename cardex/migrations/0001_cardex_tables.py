import django.db.models.deletion
import django_countries.fields
from django.db import migrations, models

import hotelpms.kit.languages


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("guest", "Guest"), ("company", "Company"), ("agency", "Agency")],
                        default="guest",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=30, verbose_name="title")),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=100, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(max_length=150, verbose_name="last name or company name"),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        help_text="In international form, for example +34600123456.",
                        max_length=32,
                        verbose_name="phone",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=hotelpms.kit.languages.choices,
                        default="en",
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                (
                    "nationality",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="nationality"
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="birth date")),
                ("street", models.CharField(blank=True, max_length=200, verbose_name="street")),
                (
                    "postal_code",
                    models.CharField(blank=True, max_length=20, verbose_name="postal code"),
                ),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="city")),
                (
                    "country",
                    django_countries.fields.CountryField(
                        blank=True, max_length=2, verbose_name="country"
                    ),
                ),
                ("tax_id", models.CharField(blank=True, max_length=40, verbose_name="tax id")),
                (
                    "billing_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail for invoices"
                    ),
                ),
                (
                    "vip",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None"),
                            ("vip1", "VIP 1"),
                            ("vip2", "VIP 2"),
                            ("vip3", "VIP 3"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="VIP level",
                    ),
                ),
                ("is_grey_listed", models.BooleanField(default=False, verbose_name="grey-listed")),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                (
                    "external_ref",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="reference in another system"
                    ),
                ),
                ("search_text", models.TextField(blank=True, editable=False)),
                (
                    "stay_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="stays"),
                ),
                (
                    "night_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="nights"),
                ),
                (
                    "max_nights",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="longest stay in nights"
                    ),
                ),
                (
                    "last_departure",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="last departure"
                    ),
                ),
                (
                    "cancellation_count",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="cancellations"
                    ),
                ),
                (
                    "no_show_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="no-shows"),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                (
                    "anonymised_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="anonymised"
                    ),
                ),
            ],
            options={
                "verbose_name": "profile",
                "verbose_name_plural": "profiles",
                "indexes": [
                    models.Index(
                        fields=["kind", "last_name", "id"], name="profile_by_kind_and_name"
                    ),
                    models.Index(fields=["email"], name="profile_by_email"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_name", ""), _negated=True),
                        name="profile_has_a_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_ref", ""), _negated=True),
                        fields=("external_ref",),
                        name="profile_external_ref_is_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("marketing_email", "Marketing by e-mail"),
                            ("marketing_sms", "Marketing by SMS and WhatsApp"),
                            ("data_processing", "Data processing"),
                        ],
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[("granted", "Granted"), ("withdrawn", "Withdrawn")],
                        max_length=10,
                        verbose_name="act",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("cardex", "Entered by staff on the card"),
                            ("paper", "Signed on paper"),
                            ("tablet", "Signed on the tablet"),
                            ("web", "Web check-in"),
                            ("unsubscribe", "Unsubscribe link"),
                            ("preferences", "Preference page"),
                        ],
                        max_length=12,
                        verbose_name="source",
                    ),
                ),
                ("clause", models.TextField(blank=True, verbose_name="text that was accepted")),
                ("actor_name", models.CharField(max_length=150, verbose_name="entered by")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_events",
                        to="cardex.profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent entry",
                "verbose_name_plural": "consent ledger",
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address_hash", models.CharField(max_length=64)),
                (
                    "channel",
                    models.CharField(default="email", max_length=10, verbose_name="channel"),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("hard_bounce", "The address does not exist"),
                            ("staff", "Blocked by staff"),
                        ],
                        max_length=12,
                        verbose_name="reason",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="since")),
            ],
            options={
                "verbose_name": "suppressed address",
                "verbose_name_plural": "suppressed addresses",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("channel", "address_hash"), name="one_suppression_per_address"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("marketing_email", "Marketing by e-mail"),
                            ("marketing_sms", "Marketing by SMS and WhatsApp"),
                            ("data_processing", "Data processing"),
                        ],
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                ("is_granted", models.BooleanField(verbose_name="granted")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cardex.consentevent",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="cardex.profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("profile", "purpose"), name="one_consent_per_purpose"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="consentevent",
            index=models.Index(
                fields=["profile", "purpose", "-id"], name="consent_events_of_a_profile"
            ),
        ),
    ]
