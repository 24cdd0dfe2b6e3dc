import datetime

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
from django.conf import settings
from django.db import migrations, models

import hotelpms.hotels.models.hotel
import hotelpms.hotels.validators
import hotelpms.kit.fields

HUNDREDTHS = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD
CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD
LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP
SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("kit", "0001_kit_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, default="", max_length=10, verbose_name="language"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Hotel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="Part of every address: /h/code/.",
                        max_length=30,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "legal_name",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="legal name"
                    ),
                ),
                (
                    "tax_id",
                    models.CharField(
                        blank=True, default="", max_length=40, verbose_name="tax number"
                    ),
                ),
                (
                    "street",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="street"),
                ),
                (
                    "postal_code",
                    models.CharField(
                        blank=True, default="", max_length=20, verbose_name="postal code"
                    ),
                ),
                (
                    "city",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="city"),
                ),
                (
                    "country",
                    django_countries.fields.CountryField(max_length=2, verbose_name="country"),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, default="", max_length=254, verbose_name="e-mail"
                    ),
                ),
                (
                    "phone",
                    models.CharField(blank=True, default="", max_length=40, verbose_name="phone"),
                ),
                (
                    "zone",
                    models.CharField(
                        help_text="Such as Europe/Prague. All local hours are counted in it.",
                        max_length=64,
                        validators=[hotelpms.hotels.validators.validate_zone],
                        verbose_name="time zone",
                    ),
                ),
                (
                    "currency",
                    hotelpms.kit.fields.CurrencyField(
                        help_text="Its code, such as EUR. It can't be changed later.",
                        max_length=3,
                        validators=[hotelpms.hotels.validators.validate_currency],
                        verbose_name="currency",
                    ),
                ),
                (
                    "languages",
                    models.JSONField(
                        default=hotelpms.hotels.models.hotel.english_only,
                        help_text="The first is used when a guest's language is not known.",
                        validators=[hotelpms.hotels.validators.validate_languages],
                        verbose_name="languages",
                    ),
                ),
                (
                    "brand_colour",
                    models.CharField(
                        default="#1f4e79",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-fA-F]{6}\\Z",
                                "Write the colour as # and six digits, such as #1f4e79.",
                            )
                        ],
                        verbose_name="brand colour",
                    ),
                ),
                (
                    "check_in_time",
                    models.TimeField(default=datetime.time(15, 0), verbose_name="check-in from"),
                ),
                (
                    "check_out_time",
                    models.TimeField(default=datetime.time(11, 0), verbose_name="check-out until"),
                ),
                ("season_from", models.DateField(blank=True, null=True, verbose_name="open from")),
                ("season_to", models.DateField(blank=True, null=True, verbose_name="open until")),
                (
                    "send_region",
                    models.CharField(
                        choices=[("US", "Americas (13:00 UTC)"), ("EU", "Europe (06:00 UTC)")],
                        default="EU",
                        max_length=2,
                        verbose_name="daily guest mails",
                    ),
                ),
                (
                    "prices_include_tax",
                    models.BooleanField(default=True, verbose_name="prices include tax"),
                ),
                (
                    "overbooking_limit",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Rooms per night that may be sold beyond the hotel's capacity.",
                        verbose_name="overbooking limit",
                    ),
                ),
                (
                    "closing_hour",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="Local hour (0 to 23) from which the day may be closed.",
                        validators=[django.core.validators.MaxValueValidator(23)],
                        verbose_name="night closing from",
                    ),
                ),
                (
                    "unattended_closing",
                    models.BooleanField(
                        default=False,
                        help_text="The night closing starts by itself at the hour above.",
                        verbose_name="close the day without a person",
                    ),
                ),
                (
                    "documents_retention_days",
                    models.PositiveIntegerField(default=3650, verbose_name="keep documents (days)"),
                ),
                (
                    "messages_retention_days",
                    models.PositiveIntegerField(default=1095, verbose_name="keep messages (days)"),
                ),
                (
                    "logo_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kit.document",
                        verbose_name="logo",
                    ),
                ),
            ],
            options={
                "verbose_name": "hotel",
                "verbose_name_plural": "hotels",
            },
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=30, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "emails",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[hotelpms.hotels.validators.validate_emails],
                        verbose_name="e-mail addresses",
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departments",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "department",
                "verbose_name_plural": "departments",
            },
        ),
        migrations.CreateModel(
            name="BusinessDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(verbose_name="business date")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Closed")],
                        default="open",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed at"),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="business_days",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "business day",
                "verbose_name_plural": "business days",
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("front_desk", "Front desk"),
                            ("reservations", "Reservations"),
                            ("cashier", "Cashier"),
                            ("night_auditor", "Night auditor"),
                            ("housekeeping", "Housekeeping"),
                            ("marketing", "Marketing"),
                            ("accountant", "Accountant"),
                            ("manager", "Hotel manager"),
                            ("client_admin", "Client administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "role in a hotel",
                "verbose_name_plural": "roles in hotels",
            },
        ),
        migrations.AddConstraint(
            model_name="hotel",
            constraint=models.CheckConstraint(
                condition=models.Q(("closing_hour__lte", 23)),
                name="closing_hour_is_an_hour_of_the_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="hotel",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__in", tuple(HUNDREDTHS.split()))),
                name="hotel_counts_in_hundredths",
            ),
        ),
        migrations.AddConstraint(
            model_name="hotel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("season_from", None),
                    ("season_to", None),
                    ("season_from__lte", models.F("season_to")),
                    _connector="OR",
                ),
                name="hotel_season_ends_after_it_starts",
                violation_error_message="The season must not end before it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.UniqueConstraint(
                fields=("hotel", "code"), name="one_department_per_code_and_hotel"
            ),
        ),
        migrations.AddConstraint(
            model_name="businessday",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("hotel",),
                name="one_open_business_day_per_hotel",
            ),
        ),
        migrations.AddConstraint(
            model_name="businessday",
            constraint=models.UniqueConstraint(
                fields=("hotel", "date"), name="one_business_day_per_hotel_and_date"
            ),
        ),
        migrations.AddConstraint(
            model_name="businessday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("state", "open")),
                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                    _connector="OR",
                ),
                name="closed_business_day_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                fields=("user", "hotel", "role"), name="a_user_has_each_role_once_per_hotel"
            ),
        ),
        migrations.CreateModel(
            name="GivenStandard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotels.hotel",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hotel", "name"), name="a_standard_is_given_once"
                    )
                ],
            },
        ),
    ]
