"""Invoices and payment links by mail, online payments to check; included by invoicing.urls."""

from django.urls import path

from invoicing.views.invoices import sending
from invoicing.views.online import receipts

payment_patterns = [
    path("invoices/<int:pk>/send/", sending.send_invoice, name="send_invoice"),
    path("invoices/<int:pk>/send-link/", sending.send_link, name="send_link"),
    path("payment-links/<int:pk>/revoke/", sending.revoke_link, name="revoke_link"),
    path("online-payments/", receipts.receipts, name="receipts"),
    path("online-payments/<int:pk>/", receipts.receipt, name="receipt"),
    path("online-payments/<int:pk>/apply/", receipts.apply_receipt, name="apply_receipt"),
    path("online-payments/<int:pk>/refunded/", receipts.refunded_receipt, name="refunded_receipt"),
    path("online-payments/<int:pk>/post/", receipts.post_taken_back, name="post_taken_back"),
    path("online-payments/<int:pk>/seen/", receipts.seen_receipt, name="seen_receipt"),
]
