from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    name = "invoicing"
    label = "invoicing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the mail of an invoice carry it, also when it was queued before it was printed."""
        from invoicing.domain.invoices.invoice_mail import attach_invoice  # noqa: PLC0415 - needs loaded models
        from messaging.domain.delivery.papers import print_for  # noqa: PLC0415 - same
        from messaging.enums import MessageKind  # noqa: PLC0415 - same

        print_for(MessageKind.INVOICE, attach_invoice)
