from decimal import Decimal

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import hotelpms.kit.fields
import hotelpms.kit.keys.secrets


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cardex", "0001_cardex_tables"),
        ("hotels", "0001_hotels_and_people"),
        ("kit", "0001_kit_tables"),
        ("reservations", "0001_reservation_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChargeCode",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("room", "Room"),
                            ("board", "Board"),
                            ("city_tax", "City tax"),
                            ("extra", "Extra"),
                            ("fee", "Fee"),
                        ],
                        default="extra",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "ledger_account",
                    models.CharField(blank=True, max_length=20, verbose_name="ledger account"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotels.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charge_codes",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "charge code",
                "verbose_name_plural": "charge codes",
            },
        ),
        migrations.CreateModel(
            name="Folio",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("window", models.PositiveSmallIntegerField(default=1, verbose_name="window")),
                ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                (
                    "billing_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail for the invoice"
                    ),
                ),
                (
                    "currency",
                    hotelpms.kit.fields.CurrencyField(max_length=3, verbose_name="currency"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Closed")],
                        default="open",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="opened on")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                ("request_key", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="folios",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="folios",
                        to="cardex.profile",
                        verbose_name="payer",
                    ),
                ),
                (
                    "stay",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="folios",
                        to="reservations.stay",
                    ),
                ),
            ],
            options={
                "verbose_name": "folio",
                "verbose_name_plural": "folios",
            },
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("business_date", models.DateField(verbose_name="business date")),
                ("posted_at", models.DateTimeField(verbose_name="posted")),
                ("posted_by", models.CharField(max_length=150, verbose_name="posted by")),
                ("description", models.CharField(max_length=200, verbose_name="description")),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=2, default=1, max_digits=8, verbose_name="quantity"
                    ),
                ),
                (
                    "tax_percent",
                    models.DecimalField(
                        decimal_places=3, max_digits=6, verbose_name="tax in per cent"
                    ),
                ),
                (
                    "net",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="net"
                    ),
                ),
                (
                    "tax",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="tax"
                    ),
                ),
                (
                    "gross",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="gross"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("request_key", models.CharField(blank=True, max_length=64)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "night",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="reservations.roomnight",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="invoicing.charge",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="invoicing.chargecode",
                        verbose_name="charge code",
                    ),
                ),
                (
                    "folio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="invoicing.folio",
                    ),
                ),
            ],
            options={
                "verbose_name": "charge",
                "verbose_name_plural": "charges",
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number in the series")),
                ("full_number", models.CharField(max_length=40, verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[("invoice", "Invoice"), ("credit_note", "Credit note")],
                        default="invoice",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("issue_date", models.DateField(verbose_name="date")),
                ("issued_at", models.DateTimeField(verbose_name="issued")),
                ("issued_by", models.CharField(max_length=150, verbose_name="issued by")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("seller_name", models.CharField(max_length=200, verbose_name="seller")),
                (
                    "seller_tax_id",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="tax id of the seller"
                    ),
                ),
                ("seller_address", models.TextField(verbose_name="address of the seller")),
                ("payer_name", models.CharField(max_length=260, verbose_name="payer")),
                (
                    "payer_tax_id",
                    models.CharField(blank=True, max_length=40, verbose_name="tax id of the payer"),
                ),
                (
                    "payer_address",
                    models.TextField(blank=True, verbose_name="address of the payer"),
                ),
                ("stay_text", models.CharField(blank=True, max_length=200, verbose_name="stay")),
                ("language", models.CharField(max_length=8, verbose_name="language")),
                (
                    "currency",
                    hotelpms.kit.fields.CurrencyField(max_length=3, verbose_name="currency"),
                ),
                (
                    "net",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="net"
                    ),
                ),
                (
                    "tax",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="tax"
                    ),
                ),
                (
                    "total",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="total"
                    ),
                ),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "folio",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="invoicing.folio",
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_notes",
                        to="invoicing.invoice",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="cardex.profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "invoice",
                "verbose_name_plural": "invoices",
            },
        ),
        migrations.CreateModel(
            name="InvoiceDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kit.document",
                    ),
                ),
                (
                    "invoice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pdf",
                        to="invoicing.invoice",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("date", models.DateField(verbose_name="date")),
                ("description", models.CharField(max_length=200, verbose_name="description")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=2, max_digits=8, verbose_name="quantity"),
                ),
                (
                    "tax_percent",
                    models.DecimalField(
                        decimal_places=3, max_digits=6, verbose_name="tax in per cent"
                    ),
                ),
                (
                    "net",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="net"
                    ),
                ),
                (
                    "tax",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="tax"
                    ),
                ),
                (
                    "gross",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="gross"
                    ),
                ),
                (
                    "charge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoice_lines",
                        to="invoicing.charge",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="invoicing.chargecode",
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follower",
                        to="invoicing.invoiceline",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="invoicing.invoice",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LedgerDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                (
                    "ledger",
                    models.CharField(
                        choices=[
                            ("guest", "Guest ledger"),
                            ("deposit", "Deposit ledger"),
                            ("city", "City ledger"),
                        ],
                        max_length=8,
                        verbose_name="ledger",
                    ),
                ),
                (
                    "opening",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="opening balance"
                    ),
                ),
                (
                    "debits",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="debits"
                    ),
                ),
                (
                    "credits",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="credits"
                    ),
                ),
                (
                    "closing",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="closing balance"
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ledger_days",
                        to="hotels.hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "trial balance line",
                "verbose_name_plural": "trial balance lines",
            },
        ),
        migrations.CreateModel(
            name="PaymentLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "to_address",
                    models.EmailField(blank=True, max_length=254, verbose_name="sent to"),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("created_by", models.CharField(max_length=150, verbose_name="created by")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment_links",
                        to="invoicing.invoice",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment link",
                "verbose_name_plural": "payment links",
            },
        ),
        migrations.CreateModel(
            name="GatewaySession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("provider_id", models.CharField(max_length=200)),
                (
                    "amount",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="amount"
                    ),
                ),
                (
                    "currency",
                    hotelpms.kit.fields.CurrencyField(max_length=3, verbose_name="currency"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("paid", "Paid"), ("closed", "Closed")],
                        default="open",
                        max_length=6,
                        verbose_name="state",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="begun")),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="invoicing.paymentlink",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PaymentMethod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cash", "Cash"),
                            ("credit", "Credit"),
                            ("deferred", "Deferred card"),
                            ("invitation", "Invitation"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "is_online",
                    models.BooleanField(default=False, verbose_name="used for payment links"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment_methods",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment method",
                "verbose_name_plural": "payment methods",
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("business_date", models.DateField(verbose_name="business date")),
                ("posted_at", models.DateTimeField(verbose_name="posted")),
                ("posted_by", models.CharField(max_length=150, verbose_name="posted by")),
                (
                    "ledger",
                    models.CharField(
                        choices=[
                            ("guest", "Guest ledger"),
                            ("deposit", "Deposit ledger"),
                            ("city", "City ledger"),
                        ],
                        default="guest",
                        max_length=8,
                        verbose_name="ledger",
                    ),
                ),
                (
                    "source_ledger",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("guest", "Guest ledger"),
                            ("deposit", "Deposit ledger"),
                            ("city", "City ledger"),
                        ],
                        max_length=8,
                        verbose_name="from ledger",
                    ),
                ),
                (
                    "amount",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="amount"
                    ),
                ),
                (
                    "currency",
                    hotelpms.kit.fields.CurrencyField(max_length=3, verbose_name="currency"),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=120, verbose_name="reference"),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("request_key", models.CharField(blank=True, max_length=64)),
                (
                    "folio",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="invoicing.folio",
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
                    "invoice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="invoicing.invoice",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="invoicing.payment",
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="invoicing.paymentmethod",
                        verbose_name="payment method",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment",
                "verbose_name_plural": "payments",
            },
        ),
        migrations.CreateModel(
            name="PaymentSolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "provider",
                    models.CharField(
                        choices=[
                            ("embedded", "Embedded test gateway"),
                            ("stripe", "Stripe Checkout"),
                        ],
                        max_length=30,
                        verbose_name="provider",
                    ),
                ),
                (
                    "secret_key",
                    hotelpms.kit.keys.secrets.EncryptedTextField(
                        blank=True, default="", verbose_name="secret key"
                    ),
                ),
                (
                    "webhook_secret",
                    hotelpms.kit.keys.secrets.EncryptedTextField(
                        blank=True, default="", verbose_name="secret of the webhook"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment_solutions",
                        to="hotels.hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "payment solution",
                "verbose_name_plural": "payment solutions",
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "provider",
                    models.CharField(
                        choices=[
                            ("embedded", "Embedded test gateway"),
                            ("stripe", "Stripe Checkout"),
                        ],
                        max_length=30,
                        verbose_name="provider",
                    ),
                ),
                ("event_id", models.CharField(max_length=200, verbose_name="event")),
                (
                    "amount",
                    hotelpms.kit.fields.AmountField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    hotelpms.kit.fields.CurrencyField(
                        blank=True, max_length=3, verbose_name="currency"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("applied", "Invoice paid"),
                            ("needs_attention", "Needs attention"),
                            ("ignored", "Nothing to do"),
                        ],
                        max_length=16,
                        verbose_name="outcome",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "settled_by",
                    models.CharField(blank=True, max_length=150, verbose_name="settled by"),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hotels.hotel",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="invoicing.payment",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="invoicing.gatewaysession",
                    ),
                ),
            ],
            options={
                "verbose_name": "provider event",
                "verbose_name_plural": "provider events",
            },
        ),
        migrations.CreateModel(
            name="Receivable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "open_amount",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="open"
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "invoice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receivable",
                        to="invoicing.invoice",
                    ),
                ),
            ],
            options={
                "verbose_name": "receivable",
                "verbose_name_plural": "receivables",
            },
        ),
        migrations.CreateModel(
            name="Series",
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
                        choices=[("invoice", "Invoice"), ("credit_note", "Credit note")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="fiscal year")),
                ("prefix", models.CharField(max_length=20, verbose_name="prefix")),
                ("last_number", models.PositiveIntegerField(default=0, verbose_name="last number")),
                ("last_date", models.DateField(blank=True, null=True, verbose_name="last date")),
                ("last_hash", models.CharField(blank=True, max_length=64)),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "invoice series",
                "verbose_name_plural": "invoice series",
            },
        ),
        migrations.AddField(
            model_name="invoice",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invoices",
                to="invoicing.series",
            ),
        ),
        migrations.CreateModel(
            name="TaxRate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "percent",
                    models.DecimalField(decimal_places=3, max_digits=6, verbose_name="per cent"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tax_rates",
                        to="hotels.hotel",
                        verbose_name="hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "tax rate",
                "verbose_name_plural": "tax rates",
            },
        ),
        migrations.AddField(
            model_name="chargecode",
            name="tax",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="invoicing.taxrate",
                verbose_name="tax",
            ),
        ),
        migrations.CreateModel(
            name="DayFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(verbose_name="date")),
                ("rooms_total", models.PositiveIntegerField(verbose_name="rooms")),
                ("rooms_out_of_order", models.PositiveIntegerField(verbose_name="out of order")),
                ("rooms_occupied", models.PositiveIntegerField(verbose_name="rooms occupied")),
                (
                    "rooms_complimentary",
                    models.PositiveIntegerField(verbose_name="complimentary rooms"),
                ),
                ("day_use", models.PositiveIntegerField(verbose_name="day use")),
                ("guests", models.PositiveIntegerField(verbose_name="guests in house")),
                ("arrivals", models.PositiveIntegerField(verbose_name="arrivals")),
                ("departures", models.PositiveIntegerField(verbose_name="departures")),
                ("no_shows", models.PositiveIntegerField(verbose_name="no-shows")),
                ("cancellations", models.PositiveIntegerField(verbose_name="cancellations")),
                ("bookings", models.PositiveIntegerField(verbose_name="new reservations")),
                (
                    "room_revenue",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="room revenue"
                    ),
                ),
                (
                    "other_revenue",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="other revenue"
                    ),
                ),
                (
                    "tax",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="tax"
                    ),
                ),
                (
                    "payments",
                    hotelpms.kit.fields.AmountField(
                        decimal_places=2, max_digits=14, verbose_name="payments"
                    ),
                ),
                (
                    "hotel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="day_figures",
                        to="hotels.hotel",
                    ),
                ),
            ],
            options={
                "verbose_name": "figures of a day",
                "verbose_name_plural": "figures of days",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("hotel", "date"), name="one_set_of_figures_per_day"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="folio",
            index=models.Index(fields=["hotel", "state"], name="folios_by_state"),
        ),
        migrations.AddConstraint(
            model_name="folio",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stay__isnull", False)),
                fields=("stay", "window"),
                name="a_window_exists_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="folio",
            constraint=models.UniqueConstraint(
                condition=models.Q(("request_key", ""), _negated=True),
                fields=("stay", "request_key"),
                name="a_window_is_opened_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="folio",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", False), ("state", "closed")),
                    models.Q(("closed_on__isnull", True), ("state", "open")),
                    _connector="OR",
                ),
                name="closed_folio_has_its_date",
            ),
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(fields=["folio", "id"], name="charges_of_a_folio"),
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(fields=["hotel", "business_date"], name="charges_of_a_day"),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "gross__gt",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("net"), "+", models.F("tax")
                            ),
                            "-",
                            models.Value(Decimal("0.005")),
                        ),
                    ),
                    (
                        "gross__lt",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("net"), "+", models.F("tax")
                            ),
                            "+",
                            models.Value(Decimal("0.005")),
                        ),
                    ),
                ),
                name="gross_is_net_and_tax",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("night__isnull", False), ("reverses__isnull", True)),
                fields=("night", "code"),
                name="a_night_is_charged_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_correction_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("request_key", ""), _negated=True),
                fields=("folio", "request_key"),
                name="a_charge_is_posted_once",
            ),
        ),
        migrations.AddIndex(
            model_name="invoiceline",
            index=models.Index(fields=["charge"], name="invoice_lines_of_a_charge"),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.UniqueConstraint(
                fields=("invoice", "position"), name="an_invoice_line_has_its_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.UniqueConstraint(
                fields=("invoice", "charge"), name="a_charge_is_on_an_invoice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follows__isnull", True)),
                fields=("charge",),
                name="a_charge_is_invoiced_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "gross__gt",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("net"), "+", models.F("tax")
                            ),
                            "-",
                            models.Value(Decimal("0.005")),
                        ),
                    ),
                    (
                        "gross__lt",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("net"), "+", models.F("tax")
                            ),
                            "+",
                            models.Value(Decimal("0.005")),
                        ),
                    ),
                ),
                name="line_gross_is_net_and_tax",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerday",
            constraint=models.UniqueConstraint(
                fields=("hotel", "date", "ledger"), name="one_balance_per_ledger_and_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "closing__gt",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("opening"), "+", models.F("debits")
                                ),
                                "-",
                                models.F("credits"),
                            ),
                            "-",
                            models.Value(Decimal("0.005")),
                        ),
                    ),
                    (
                        "closing__lt",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("opening"), "+", models.F("debits")
                                ),
                                "-",
                                models.F("credits"),
                            ),
                            "+",
                            models.Value(Decimal("0.005")),
                        ),
                    ),
                ),
                name="a_ledger_day_balances",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("invoice",),
                name="one_live_payment_link_per_invoice",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentsolution",
            constraint=models.UniqueConstraint(
                fields=("hotel", "provider"),
                name="a_hotel_sets_up_a_provider_once",
                violation_error_message="The hotel has this provider already. Change that one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentsolution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_active", True)),
                fields=("hotel",),
                name="one_active_payment_solution_per_hotel",
                violation_error_message="Another payment solution of the hotel is active. Switch that one off first.",
            ),
        ),
        migrations.AddField(
            model_name="gatewaysession",
            name="solution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sessions",
                to="invoicing.paymentsolution",
            ),
        ),
        migrations.AddConstraint(
            model_name="gatewaysession",
            constraint=models.UniqueConstraint(
                fields=("solution", "provider_id"), name="a_gateway_session_is_known_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentmethod",
            constraint=models.UniqueConstraint(
                fields=("hotel", "code"), name="payment_method_code_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="paymentmethod",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_online", True)),
                fields=("hotel",),
                name="one_payment_method_for_links",
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["folio", "id"], name="payments_of_a_folio"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["hotel", "business_date"], name="payments_of_a_day"),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="a_payment_has_an_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__gt", 0), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="a_refund_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("folio__isnull", False), ("invoice__isnull", False), _connector="OR"
                ),
                name="a_payment_settles_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("request_key", ""), _negated=True),
                fields=("hotel", "request_key"),
                name="a_payment_is_posted_once",
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(
                condition=models.Q(("outcome", "needs_attention"), ("settled_at__isnull", True)),
                fields=["hotel", "-id"],
                name="receipts_needing_attention",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("hotel", "provider", "event_id"), name="a_payment_event_counts_once"
            ),
        ),
        migrations.AddIndex(
            model_name="receivable",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True)),
                fields=["invoice"],
                name="receivables_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="receivable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("open_amount", 0), ("settled_at__isnull", False)),
                    models.Q(
                        models.Q(("open_amount", 0), _negated=True), ("settled_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="a_settled_invoice_has_nothing_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(
                fields=("hotel", "kind", "fiscal_year"), name="one_series_per_kind_and_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(
                fields=("hotel", "prefix"), name="series_prefix_is_unique"
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["hotel", "-id"], name="invoices_newest_first"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["hotel", "issue_date"], name="invoices_of_a_day"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                fields=("series", "number"), name="an_invoice_number_exists_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                fields=("hotel", "full_number"), name="a_full_invoice_number_exists_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "total__gt",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("net"), "+", models.F("tax")
                            ),
                            "-",
                            models.Value(Decimal("0.005")),
                        ),
                    ),
                    (
                        "total__lt",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("net"), "+", models.F("tax")
                            ),
                            "+",
                            models.Value(Decimal("0.005")),
                        ),
                    ),
                ),
                name="invoice_total_is_net_and_tax",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "invoice"), ("original__isnull", True)),
                    models.Q(("kind", "credit_note"), ("original__isnull", False)),
                    _connector="OR",
                ),
                name="a_credit_note_names_its_invoice",
            ),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.UniqueConstraint(
                fields=("hotel", "code"), name="tax_rate_code_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__gte", 0), ("percent__lt", 100)),
                name="tax_rate_is_below_a_hundred",
            ),
        ),
        migrations.AddConstraint(
            model_name="chargecode",
            constraint=models.UniqueConstraint(
                fields=("hotel", "code"), name="charge_code_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="chargecode",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_active", True), ("kind", "room")),
                fields=("hotel", "kind"),
                name="one_room_charge_code_per_hotel",
            ),
        ),
    ]
