from django.db import migrations

from hotelpms.kit.freeze import FreezeRows


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0001_invoicing_tables")]

    operations = [
        FreezeRows("Charge", name="charges_never_change"),
        FreezeRows("Payment", name="payments_never_change"),
        FreezeRows("Invoice", name="issued_invoices_never_change"),
        FreezeRows("InvoiceLine", name="invoice_lines_never_change"),
        FreezeRows("InvoiceDocument", name="invoice_documents_never_change"),
        FreezeRows("LedgerDay", name="the_trial_balance_never_changes"),
        FreezeRows("DayFigures", name="figures_of_closed_days_never_change"),
        FreezeRows(
            "PaymentSolution",
            name="a_payment_solution_keeps_its_provider",
            columns=["hotel", "provider"],
        ),
        FreezeRows(
            "Receipt",
            name="payment_events_never_change",
            columns=[
                "hotel",
                "provider",
                "event_id",
                "session",
                "payment",
                "amount",
                "currency",
                "outcome",
            ],
        ),
    ]
