import django.db.models.deletion
from django.db import migrations, models

import hotelpms.kit.keys.secrets
import hotelpms.kit.languages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cardex", "0001_cardex_tables"),
        ("hotels", "0001_hotels_and_people"),
        ("kit", "0001_kit_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="SenderAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "transport",
                    models.CharField(
                        choices=[
                            ("smtp", "Mail server (SMTP)"),
                            ("caught", "Keep in the data folder and show in the browser"),
                        ],
                        default="smtp",
                        max_length=8,
                        verbose_name="way of sending",
                    ),
                ),
                ("host", models.CharField(blank=True, max_length=200, verbose_name="host")),
                (
                    "port",
                    models.PositiveIntegerField(
                        default=587,
                        help_text="587 is right for most mail servers.",
                        verbose_name="port",
                    ),
                ),
                ("username", models.CharField(blank=True, max_length=200, verbose_name="user")),
                (
                    "password",
                    hotelpms.kit.keys.secrets.EncryptedTextField(
                        blank=True, default="", verbose_name="password"
                    ),
                ),
                ("from_email", models.EmailField(max_length=254, verbose_name="from address")),
                (
                    "from_name",
                    models.CharField(blank=True, max_length=120, verbose_name="from name"),
                ),
                (
                    "does_not_use_tls",
                    models.BooleanField(
                        default=False,
                        help_text="Tick this only if your mail server can't encrypt.",
                        verbose_name="does not use TLS",
                    ),
                ),
                (
                    "is_default",
                    models.BooleanField(default=False, verbose_name="default account of the hotel"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "rate_per_minute",
                    models.PositiveIntegerField(
                        default=0, help_text="0 means no limit.", verbose_name="messages per minute"
                    ),
                ),
                (
                    "tested_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="last successful test"
                    ),
                ),
                (
                    "paused_until",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="paused until"
                    ),
                ),
                (
                    "failing_since",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="failing since"
                    ),
                ),
                (
                    "failure_count",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="failures in a row"
                    ),
                ),
                (
                    "failure",
                    models.TextField(blank=True, editable=False, verbose_name="last failure"),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sender_accounts",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "sender account",
                "verbose_name_plural": "sender accounts",
            },
        ),
        migrations.CreateModel(
            name="Template",
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
                            ("confirmation", "Booking confirmation"),
                            ("cancellation", "Cancellation"),
                            ("pre_stay", "Pre-stay"),
                            ("arrival", "Arrival"),
                            ("departure", "Departure"),
                            ("post_stay", "Post-stay"),
                            ("invoice", "Invoice"),
                            ("payment_link", "Invoice with payment link"),
                            ("receipt", "Payment receipt"),
                            ("payment_notice", "Payment notice to the hotel"),
                            ("closing_report", "Closing report"),
                            ("account_test", "Test of a sender account"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=hotelpms.kit.languages.choices,
                        max_length=8,
                        verbose_name="language",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="templates",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "message template",
                "verbose_name_plural": "message templates",
            },
        ),
        migrations.CreateModel(
            name="TemplateVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="version")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                (
                    "body",
                    models.TextField(
                        help_text="HTML with keywords such as @NAME.", verbose_name="text"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("created_by", models.CharField(max_length=150, verbose_name="created by")),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="messaging.template",
                    ),
                ),
            ],
            options={
                "verbose_name": "template version",
                "verbose_name_plural": "template versions",
            },
        ),
        migrations.AddField(
            model_name="template",
            name="current",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="messaging.templateversion",
            ),
        ),
        migrations.CreateModel(
            name="Message",
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
                            ("confirmation", "Booking confirmation"),
                            ("cancellation", "Cancellation"),
                            ("pre_stay", "Pre-stay"),
                            ("arrival", "Arrival"),
                            ("departure", "Departure"),
                            ("post_stay", "Post-stay"),
                            ("invoice", "Invoice"),
                            ("payment_link", "Invoice with payment link"),
                            ("receipt", "Payment receipt"),
                            ("payment_notice", "Payment notice to the hotel"),
                            ("closing_report", "Closing report"),
                            ("account_test", "Test of a sender account"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "E-mail")],
                        default="email",
                        max_length=8,
                        verbose_name="channel",
                    ),
                ),
                (
                    "lane",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "Transactional"), (10, "Bulk")], default=0
                    ),
                ),
                ("dedupe_key", models.CharField(max_length=200, unique=True)),
                ("reason_type", models.CharField(blank=True, max_length=30)),
                ("reason_id", models.BigIntegerField(blank=True, null=True)),
                ("to_address", models.CharField(max_length=254, verbose_name="to")),
                ("to_name", models.CharField(blank=True, max_length=260, verbose_name="name")),
                ("language", models.CharField(max_length=8, verbose_name="language")),
                ("context", models.JSONField(default=dict)),
                ("facts", models.JSONField(default=list)),
                (
                    "action_url",
                    hotelpms.kit.keys.secrets.EncryptedTextField(blank=True, default=""),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("deferred", "Waiting for another try"),
                            ("failed", "Failed"),
                            ("withheld", "Withheld"),
                            ("cancelled", "Cancelled"),
                            ("expired", "Too late to send"),
                            ("stuck", "Outcome unknown"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="reason")),
                ("attempt_count", models.PositiveIntegerField(default=0, verbose_name="tries")),
                ("created_at", models.DateTimeField(verbose_name="queued")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("expires_at", models.DateTimeField(verbose_name="no longer useful after")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("lease_token", models.CharField(blank=True, max_length=32)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("handed_over_at", models.DateTimeField(blank=True, null=True)),
                ("message_id", models.CharField(max_length=200, verbose_name="Message-ID")),
                ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="cardex.profile",
                    ),
                ),
                (
                    "resend_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="resends",
                        to="messaging.message",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kit.document",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="messages",
                        to="messaging.senderaccount",
                    ),
                ),
                (
                    "template_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="messaging.templateversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
            },
        ),
        migrations.CreateModel(
            name="DeliveryEvent",
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
                            ("accepted", "Taken by the mail server"),
                            ("bounced", "Bounced"),
                            ("try_failed", "A try failed"),
                        ],
                        max_length=12,
                        verbose_name="event",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("detail", models.TextField(blank=True, verbose_name="detail")),
                ("provider_event_id", models.CharField(blank=True, max_length=120)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="messaging.message",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery event",
                "verbose_name_plural": "delivery events",
                "indexes": [models.Index(fields=["message", "id"], name="events_of_a_message")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("provider_event_id", ""), _negated=True),
                        fields=("provider_event_id",),
                        name="a_provider_event_is_taken_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="file name")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kit.document",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="messaging.message",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("message", "document"), name="a_document_is_attached_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="senderaccount",
            constraint=models.UniqueConstraint(
                fields=("hotel", "name"), name="sender_account_name_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="senderaccount",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("hotel",),
                name="one_default_sender_account_per_hotel",
            ),
        ),
        migrations.AddConstraint(
            model_name="senderaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("transport", "caught"), models.Q(("host", ""), _negated=True), _connector="OR"
                ),
                name="smtp_account_has_a_host",
            ),
        ),
        migrations.AddConstraint(
            model_name="senderaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("port__gte", 1), ("port__lte", 65535)),
                name="sender_account_port_is_a_port",
            ),
        ),
        migrations.AddConstraint(
            model_name="templateversion",
            constraint=models.UniqueConstraint(
                fields=("template", "number"), name="template_version_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="template",
            constraint=models.UniqueConstraint(
                fields=("hotel", "kind", "language"), name="one_template_per_kind_and_language"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state__in", ("queued", "deferred"))),
                fields=["lane", "due_at", "id"],
                name="messages_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "sending")),
                fields=["leased_until"],
                name="messages_leased",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["hotel", "-id"], name="messages_of_a_hotel"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["reason_type", "reason_id"], name="messages_about_something"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["profile", "-id"], name="messages_of_a_profile"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "sent")),
                fields=["account", "sent_at"],
                name="messages_sent_by_an_account",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(("state", "sent"), _negated=True),
                    _connector="OR",
                ),
                name="sent_message_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "sending"), ("lease_token", ""), _connector="OR"),
                name="only_a_message_being_sent_is_leased",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["sending", "stuck"]),
                    ("handed_over_at__isnull", True),
                    _connector="OR",
                ),
                name="only_an_open_outcome_keeps_its_handing_over",
            ),
        ),
    ]
