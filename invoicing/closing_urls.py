"""Addresses of the night closing and the reports, included by invoicing.urls."""

from django.urls import path

from invoicing.views import closing, reports

closing_patterns = [
    path("closing/", closing.overview, name="closing"),
    path("closing/start/", closing.start, name="closing_start"),
    path("closing/<int:pk>/", closing.detail, name="closing_detail"),
    path("closing/<int:pk>/reports/<str:kind>/", closing.report, name="closing_report"),
    path("closing/<int:pk>/mails/", closing.send_missing, name="closing_send_missing"),
    path(
        "closing/<int:pk>/mails/<int:message>/again/",
        closing.send_again,
        name="closing_send_again",
    ),
    path("reports/", reports.listing, name="reports"),
    path("reports/<str:kind>/", reports.report, name="report"),
    path("reports/<str:kind>/<str:extension>/", reports.file, name="report_file"),
]
