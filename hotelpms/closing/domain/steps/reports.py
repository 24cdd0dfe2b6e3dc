"""The reports of the closed day as PDF in the archive. Each of them is a row of its own."""

import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hotelpms.closing.domain.steps.step import AfterCommit, Clock
from hotelpms.closing.models import ClosingReport, NightClosing
from hotelpms.kit.files import documents
from hotelpms.kit.languages import as_written
from hotelpms.reports.domain import catalogue, printing


class PrintReports(AfterCommit):
    name = "reports"
    title = _("Print the reports")

    @classmethod
    def run(cls, closing: NightClosing, now: Clock) -> str:
        """Print what is missing. Raises PdfUnavailable."""
        hotel = closing.hotel
        language = as_written(hotel.default_language, hotel.country)
        there = set(closing.reports.values_list("kind", flat=True))
        for report in (report for report in catalogue.REPORTS if report.kind not in there):
            # Printed before the transaction: a PDF takes its time and needs no lock.
            found = report.of_closing(hotel=hotel, date=closing.business_date)
            content = printing.print_report(report=found, language=language)
            _keep(closing, report.kind, content, now())
        count = len(catalogue.REPORTS)
        return ngettext("%(n)d report", "%(n)d reports", count) % {"n": count}


@transaction.atomic
def _keep(closing: NightClosing, kind: str, content: bytes, now: datetime.datetime) -> None:
    document = documents.store(
        hotel_id=closing.hotel_id,
        kind="closing_report",
        name=f"{kind}-{closing.business_date.isoformat()}.pdf",
        content=content,
        content_type="application/pdf",
        at=now,
    )
    ClosingReport.objects.create(closing=closing, kind=kind, document=document)
