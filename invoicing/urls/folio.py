"""Folios, check-out, invoices; included by invoicing.urls."""

from django.urls import path

from invoicing.urls import keys  # noqa: F401 - makes <folio:pk> known
from invoicing.views.check_out import check_out
from invoicing.views.folio import (
    deposits,
    folio,
    home,
    nights,
    posting,
    reservation_folios,
    stay_balances,
)
from invoicing.views.invoices import invoices

folio_patterns = [
    path("money/", home.home, name="home"),
    path("folios/<folio:pk>/", folio.folio, name="folio"),
    path("folios/<int:pk>/preview/", folio.preview, name="preview_invoice"),
    path("folios/<int:pk>/preview/pdf/", folio.preview_pdf, name="preview_pdf"),
    path("folios/<folio:pk>/charge/", posting.post_charge, name="post_charge"),
    path("folios/<folio:pk>/charge/total/", posting.charge_total, name="charge_total"),
    path("folios/<folio:pk>/payment/", posting.take_payment, name="take_payment"),
    path("folios/<int:pk>/refund/", posting.refund, name="refund"),
    path("folios/<int:pk>/keep-deposit/", deposits.keep_deposit, name="keep_deposit"),
    path("folios/<int:pk>/city-ledger/", posting.city_ledger, name="city_ledger"),
    path("folios/<folio:pk>/payer/", folio.payer, name="payer"),
    path("folios/<int:pk>/invoice/", folio.issue, name="issue"),
    path("folios/<int:pk>/close/", folio.close, name="close_folio"),
    path("folios/<int:pk>/reopen/", folio.reopen, name="reopen_folio"),
    path("charges/<int:pk>/correct/", posting.reverse_charge, name="reverse_charge"),
    path("payments/<int:pk>/correct/", posting.reverse_payment, name="reverse_payment"),
    path("nights/<int:pk>/post/", nights.post_night, name="post_night"),
    path("nights/<int:pk>/waive/", nights.waive_night, name="waive_night"),
    path("stays/balances/", stay_balances.balances, name="stay_balances"),
    path("stays/<int:pk>/folio/", folio.stay_folio, name="stay_folio"),
    path(
        "reservations/<str:code>/folios/",
        reservation_folios.reservation_folios,
        name="reservation_folios",
    ),
    path("stays/<int:pk>/windows/new/", folio.open_window, name="open_window"),
    path("stays/<int:pk>/check-out/", check_out.check_out, name="check_out"),
    path("stays/<int:pk>/check-out/post/", check_out.post_due, name="post_due"),
    path("stays/<int:pk>/check-out/finish/", check_out.finish, name="finish_check_out"),
    path("stays/<int:pk>/check-out/undo/", check_out.undo, name="undo_check_out"),
    path("invoices/", invoices.listing, name="invoices"),
    path("invoices/<int:pk>/", invoices.invoice, name="invoice"),
    path("invoices/<int:pk>/pdf/", invoices.pdf, name="invoice_pdf"),
    path("invoices/<int:pk>/credit-note/", invoices.credit_note, name="credit_note"),
    path("invoices/<int:pk>/payment/", invoices.settle, name="settle"),
]
