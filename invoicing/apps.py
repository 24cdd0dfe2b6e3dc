from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    name = "invoicing"
    label = "invoicing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the bills of stays; let the mail of an invoice carry it, printed or not yet."""
        from invoicing.domain.invoices.invoice_mail import attach_invoice  # noqa: PLC0415 - needs loaded models
        from invoicing.domain.payments.bill import Bills  # noqa: PLC0415 - same
        from messaging.domain.delivery.papers import print_for  # noqa: PLC0415 - same
        from messaging.enums import MessageKind  # noqa: PLC0415 - same
        from reservations.domain.bill.keeper import kept_by  # noqa: PLC0415 - same

        kept_by(Bills())
        print_for(MessageKind.INVOICE, attach_invoice, is_kept=True)
