import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hotelpms.kit.fields
import hotelpms.kit.languages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cardex", "0001_cardex_tables"),
        ("hotels", "0001_hotels_and_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "channel",
                "verbose_name_plural": "channels",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MarketSegment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "market segment",
                "verbose_name_plural": "market segments",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RatePlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "board",
                    models.CharField(
                        choices=[
                            ("RO", "Room only"),
                            ("BB", "Bed and breakfast"),
                            ("HB", "Half board"),
                            ("FB", "Full board"),
                            ("AI", "All inclusive"),
                        ],
                        default="BB",
                        max_length=2,
                        verbose_name="board",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rate_plans",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "rate plan",
                "verbose_name_plural": "rate plans",
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed"),
                            ("option", "Option"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="confirmed",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "channel_ref",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="reference of the channel"
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
                    "currency",
                    hotelpms.kit.fields.CurrencyField(max_length=3, verbose_name="currency"),
                ),
                (
                    "guarantee",
                    models.CharField(
                        choices=[
                            ("none", "Not guaranteed"),
                            ("card", "Card"),
                            ("deposit", "Deposit"),
                            ("non_refundable", "Non-refundable"),
                        ],
                        default="none",
                        max_length=16,
                        verbose_name="guarantee",
                    ),
                ),
                (
                    "option_until",
                    models.DateField(blank=True, null=True, verbose_name="option until"),
                ),
                ("notes", models.TextField(blank=True, verbose_name="notes")),
                ("requests", models.TextField(blank=True, verbose_name="special requests")),
                ("booked_on", models.DateField(verbose_name="booked on")),
                ("booked_at", models.DateTimeField(verbose_name="booked")),
                (
                    "cancelled_on",
                    models.DateField(blank=True, null=True, verbose_name="cancelled on"),
                ),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="reason of the cancellation"
                    ),
                ),
                (
                    "cancel_fee",
                    hotelpms.kit.fields.AmountField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="cancellation fee",
                    ),
                ),
                ("form_key", models.CharField(blank=True, editable=False, max_length=64)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cardex.profile",
                        verbose_name="agency",
                    ),
                ),
                (
                    "booker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="cardex.profile",
                        verbose_name="booker",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reservations.channel",
                        verbose_name="channel",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cardex.profile",
                        verbose_name="company",
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reservations",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reservations.marketsegment",
                        verbose_name="market segment",
                    ),
                ),
            ],
            options={
                "verbose_name": "reservation",
                "verbose_name_plural": "reservations",
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=12, verbose_name="number")),
                ("floor", models.CharField(blank=True, max_length=12, verbose_name="floor")),
                (
                    "housekeeping",
                    models.CharField(
                        choices=[
                            ("dirty", "Dirty"),
                            ("clean", "Clean"),
                            ("inspected", "Inspected"),
                        ],
                        default="clean",
                        max_length=10,
                        verbose_name="housekeeping",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rooms",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "room",
                "verbose_name_plural": "rooms",
            },
        ),
        migrations.CreateModel(
            name="OutOfOrder",
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
                        choices=[
                            ("ooo", "Out of order (not sellable)"),
                            ("oos", "Out of service (sellable)"),
                        ],
                        default="ooo",
                        max_length=3,
                        verbose_name="kind",
                    ),
                ),
                ("from_date", models.DateField(verbose_name="from")),
                ("to_date", models.DateField(verbose_name="until")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="ended"
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="out_of_order",
                        to="reservations.room",
                        verbose_name="room",
                    ),
                ),
            ],
            options={
                "verbose_name": "out of order period",
                "verbose_name_plural": "out of order periods",
            },
        ),
        migrations.CreateModel(
            name="RoomType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "base_occupancy",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="usual number of guests"
                    ),
                ),
                (
                    "max_occupancy",
                    models.PositiveSmallIntegerField(
                        default=4, verbose_name="greatest number of guests"
                    ),
                ),
                (
                    "overbooking_limit",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Rooms that may be sold beyond those that exist.",
                        verbose_name="overbooking limit",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="room_types",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "room type",
                "verbose_name_plural": "room types",
            },
        ),
        migrations.AddField(
            model_name="room",
            name="room_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="reservations.roomtype",
                verbose_name="room type",
            ),
        ),
        migrations.CreateModel(
            name="RateNight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                (
                    "price",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="price"
                    ),
                ),
                ("is_closed", models.BooleanField(default=False, verbose_name="stop sale")),
                (
                    "closed_to_arrival",
                    models.BooleanField(default=False, verbose_name="closed to arrival"),
                ),
                (
                    "closed_to_departure",
                    models.BooleanField(default=False, verbose_name="closed to departure"),
                ),
                (
                    "min_nights",
                    models.PositiveSmallIntegerField(default=1, verbose_name="minimum stay"),
                ),
                (
                    "max_nights",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="maximum stay"
                    ),
                ),
                (
                    "rate_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nights",
                        to="reservations.rateplan",
                        verbose_name="rate plan",
                    ),
                ),
                (
                    "room_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reservations.roomtype",
                        verbose_name="room type",
                    ),
                ),
            ],
            options={
                "verbose_name": "price of a night",
                "verbose_name_plural": "prices of nights",
            },
        ),
        migrations.CreateModel(
            name="Stay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("booked", "Booked"),
                            ("in_house", "In house"),
                            ("departed", "Departed"),
                            ("no_show", "No-show"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="booked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("arrival", models.DateField(verbose_name="arrival")),
                ("departure", models.DateField(verbose_name="departure")),
                (
                    "planned_departure",
                    models.DateField(blank=True, null=True, verbose_name="planned departure"),
                ),
                (
                    "arrival_time",
                    models.TimeField(
                        blank=True, null=True, verbose_name="expected hour of arrival"
                    ),
                ),
                ("adults", models.PositiveSmallIntegerField(default=1, verbose_name="adults")),
                ("children", models.PositiveSmallIntegerField(default=0, verbose_name="children")),
                ("babies", models.PositiveSmallIntegerField(default=0, verbose_name="babies")),
                (
                    "board",
                    models.CharField(
                        choices=[
                            ("RO", "Room only"),
                            ("BB", "Bed and breakfast"),
                            ("HB", "Half board"),
                            ("FB", "Full board"),
                            ("AI", "All inclusive"),
                        ],
                        default="RO",
                        max_length=2,
                        verbose_name="board",
                    ),
                ),
                (
                    "checked_in_on",
                    models.DateField(blank=True, null=True, verbose_name="checked in on"),
                ),
                (
                    "checked_out_on",
                    models.DateField(blank=True, null=True, verbose_name="checked out on"),
                ),
                (
                    "checked_in_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="checked in"),
                ),
                (
                    "checked_out_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="checked out"),
                ),
                ("key_note", models.CharField(blank=True, max_length=120, verbose_name="key note")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "guest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="cardex.profile",
                        verbose_name="guest",
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "rate_plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reservations.rateplan",
                        verbose_name="rate plan",
                    ),
                ),
                (
                    "reservation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="reservations.reservation",
                    ),
                ),
                (
                    "reserved_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reservations.roomtype",
                        verbose_name="reserved room type",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="reservations.room",
                        verbose_name="room",
                    ),
                ),
                (
                    "room_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="reservations.roomtype",
                        verbose_name="room type",
                    ),
                ),
            ],
            options={
                "verbose_name": "stay",
                "verbose_name_plural": "stays",
            },
        ),
        migrations.CreateModel(
            name="RoomNight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                (
                    "slot",
                    models.CharField(
                        choices=[("night", "Night"), ("day", "Day")],
                        default="night",
                        max_length=5,
                        verbose_name="slot",
                    ),
                ),
                ("holds", models.BooleanField(default=True)),
                (
                    "price",
                    hotelpms.kit.fields.AmountField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="price"
                    ),
                ),
                (
                    "board",
                    models.CharField(
                        choices=[
                            ("RO", "Room only"),
                            ("BB", "Bed and breakfast"),
                            ("HB", "Half board"),
                            ("FB", "Full board"),
                            ("AI", "All inclusive"),
                        ],
                        default="RO",
                        max_length=2,
                        verbose_name="board",
                    ),
                ),
                ("is_posted", models.BooleanField(default=False, verbose_name="posted")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "out_of_order",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="room_nights",
                        to="reservations.outoforder",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nights",
                        to="reservations.room",
                    ),
                ),
                (
                    "room_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reservations.roomtype",
                    ),
                ),
                (
                    "stay",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="room_nights",
                        to="reservations.stay",
                    ),
                ),
            ],
            options={
                "verbose_name": "room night",
                "verbose_name_plural": "room nights",
            },
        ),
        migrations.CreateModel(
            name="StayGuest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accompanied",
                        to="cardex.profile",
                        verbose_name="guest",
                    ),
                ),
                (
                    "stay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="companions",
                        to="reservations.stay",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Trace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_date", models.DateField(verbose_name="due date")),
                ("text", models.CharField(max_length=500, verbose_name="what is to be done")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("cancelled", "Cancelled")],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="written")),
                ("written_by_name", models.CharField(max_length=150, verbose_name="written by")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="done or cancelled"),
                ),
                (
                    "ended_by_name",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="done or cancelled by"
                    ),
                ),
                ("form_key", models.CharField(blank=True, editable=False, max_length=64)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="traces",
                        to="cardex.profile",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="traces",
                        to="hotels.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="traces",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "reservation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="traces",
                        to="reservations.reservation",
                    ),
                ),
                (
                    "stay",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="traces",
                        to="reservations.stay",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "trace",
                "verbose_name_plural": "traces",
            },
        ),
        migrations.CreateModel(
            name="TypeNight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                ("sold", models.IntegerField(default=0, verbose_name="sold")),
                ("sell_limit", models.IntegerField(verbose_name="sell limit")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "room_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="type_nights",
                        to="reservations.roomtype",
                    ),
                ),
            ],
            options={
                "verbose_name": "sold rooms of a night",
                "verbose_name_plural": "sold rooms of nights",
            },
        ),
        migrations.AddConstraint(
            model_name="channel",
            constraint=models.UniqueConstraint(
                fields=("hotel", "code"), name="channel_code_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="marketsegment",
            constraint=models.UniqueConstraint(
                fields=("hotel", "code"), name="marketsegment_code_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="rateplan",
            constraint=models.UniqueConstraint(
                fields=("hotel", "code"), name="rate_plan_code_is_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(fields=["hotel", "-id"], name="reservations_newest_first"),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(fields=["booker"], name="reservations_of_a_booker"),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(
                fields=["hotel", "cancelled_on"], name="reservations_by_cancel_date"
            ),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(fields=["hotel", "booked_on"], name="reservations_by_booking_date"),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(
                fields=("hotel", "code"), name="reservation_code_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("channel_ref", ""), _negated=True),
                fields=("hotel", "channel", "channel_ref"),
                name="a_channel_booking_is_taken_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("form_key", ""), _negated=True),
                fields=("hotel", "form_key"),
                name="a_form_books_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_on__isnull", False), ("state", "cancelled")),
                    models.Q(
                        models.Q(("state", "cancelled"), _negated=True),
                        ("cancelled_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="cancelled_reservation_has_its_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="outoforder",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_date__gt", models.F("from_date"))),
                name="out_of_order_lasts_a_night",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomtype",
            constraint=models.UniqueConstraint(
                fields=("hotel", "code"), name="room_type_code_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(
                fields=("hotel", "number"), name="room_number_is_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="ratenight",
            index=models.Index(fields=["room_type", "date"], name="prices_by_type_and_date"),
        ),
        migrations.AddConstraint(
            model_name="ratenight",
            constraint=models.UniqueConstraint(
                fields=("rate_plan", "room_type", "date"), name="one_price_per_night"
            ),
        ),
        migrations.AddConstraint(
            model_name="ratenight",
            constraint=models.CheckConstraint(
                condition=models.Q(("price__gte", 0)), name="price_of_a_night_is_not_negative"
            ),
        ),
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(fields=["hotel", "state", "arrival"], name="stays_by_arrival"),
        ),
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(fields=["hotel", "state", "departure"], name="stays_by_departure"),
        ),
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(fields=["hotel", "checked_in_on"], name="stays_by_check_in"),
        ),
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(fields=["hotel", "checked_out_on"], name="stays_by_check_out"),
        ),
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(fields=["guest", "-arrival"], name="stays_of_a_guest"),
        ),
        migrations.AddConstraint(
            model_name="stay",
            constraint=models.CheckConstraint(
                condition=models.Q(("departure__gte", models.F("arrival"))),
                name="stay_does_not_end_before_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="stay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "in_house"), _negated=True),
                    ("room__isnull", False),
                    _connector="OR",
                ),
                name="stay_in_house_has_a_room",
            ),
        ),
        migrations.AddIndex(
            model_name="roomnight",
            index=models.Index(
                condition=models.Q(("holds", True)),
                fields=["hotel", "date"],
                name="room_nights_of_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomnight",
            constraint=models.UniqueConstraint(
                condition=models.Q(("holds", True), ("room__isnull", False)),
                fields=("room", "date", "slot"),
                name="a_room_is_held_once_a_night",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomnight",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stay__isnull", False)),
                fields=("stay", "date", "slot"),
                name="a_stay_has_a_night_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomnight",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("out_of_order__isnull", True),
                        ("price__isnull", False),
                        ("stay__isnull", False),
                    ),
                    models.Q(
                        ("out_of_order__isnull", False),
                        ("room__isnull", False),
                        ("stay__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="a_night_belongs_to_a_stay_or_a_closure",
            ),
        ),
        migrations.AddConstraint(
            model_name="stayguest",
            constraint=models.UniqueConstraint(
                fields=("stay", "profile"), name="a_guest_accompanies_a_stay_once"
            ),
        ),
        migrations.AddIndex(
            model_name="trace",
            index=models.Index(fields=["hotel", "state", "due_date"], name="traces_by_due_date"),
        ),
        migrations.AddConstraint(
            model_name="trace",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reservation", None), ("stay", None)),
                    models.Q(("card", None), ("stay", None)),
                    models.Q(("card", None), ("reservation", None)),
                    _connector="OR",
                ),
                name="a_trace_is_about_one_thing_at_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="trace",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="an_ended_trace_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="trace",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_trace_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="trace",
            constraint=models.UniqueConstraint(
                condition=models.Q(("form_key", ""), _negated=True),
                fields=("hotel", "form_key"),
                name="a_form_writes_one_trace",
            ),
        ),
        migrations.AddIndex(
            model_name="typenight",
            index=models.Index(fields=["hotel", "date"], name="type_nights_of_a_date"),
        ),
        migrations.AddConstraint(
            model_name="typenight",
            constraint=models.UniqueConstraint(
                fields=("room_type", "date"), name="one_count_per_type_and_night"
            ),
        ),
        migrations.AddConstraint(
            model_name="typenight",
            constraint=models.CheckConstraint(
                condition=models.Q(("sold__gte", 0)), name="sold_rooms_are_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="typenight",
            constraint=models.CheckConstraint(
                condition=models.Q(("sold__lte", models.F("sell_limit"))),
                name="no_room_type_is_oversold",
            ),
        ),
    ]
