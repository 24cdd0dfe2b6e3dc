"""The reports of the closed day as PDF in the archive. Each of them is a row of its own."""

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.closing.domain.steps.step import AfterCommit, Clock
from hotelpms.closing.domain.subscriptions import subscribers
from hotelpms.closing.models import ClosingReport, NightClosing
from hotelpms.hotels.models import Hotel
from hotelpms.kit.files import documents
from hotelpms.kit.languages import as_written, speaking
from hotelpms.kit.sayings import Saying, counted
from hotelpms.reports.domain import catalogue, printing
from hotelpms.reports.domain.report import Report


class PrintReports(AfterCommit):
    name = "reports"
    title = _("Print the reports")

    @classmethod
    def run(cls, closing: NightClosing, now: Clock) -> Saying:
        """Print what is missing. Raises PdfUnavailable."""
        there = set(closing.reports.values_list("kind", "language"))
        for report, language in _wanted(closing.hotel):
            if (report.kind, language) not in there:
                # Printed before the transaction: a PDF takes its time and needs no lock.
                _keep(closing, report.kind, language, _printed(closing, report, language), now())
        count = len(catalogue.REPORTS)
        return counted("%(n)d report", "%(n)d reports", count)


def _wanted(hotel: Hotel) -> Iterator[tuple[type[Report], str]]:
    """Return every report for the house, and once more in the language of who gets it."""
    asked = {(kind, one.language) for one in subscribers(hotel=hotel) for kind in one.kinds}
    for report in catalogue.REPORTS:
        others = {language for kind, language in asked if kind == report.kind}
        for language in ["", *sorted(others - {""})]:
            yield report, language


def _printed(closing: NightClosing, report: type[Report], language: str) -> bytes:
    hotel = closing.hotel
    language = language or hotel.default_language
    with speaking(language, hotel.country):
        found = report.of_closing(hotel=hotel, date=closing.business_date)
    return printing.print_report(report=found, language=as_written(language, hotel.country))


@transaction.atomic
def _keep(
    closing: NightClosing, kind: str, language: str, content: bytes, now: datetime.datetime
) -> None:
    document = documents.store(
        hotel_id=closing.hotel_id,
        kind="closing_report",
        name=f"{kind}-{closing.business_date.isoformat()}.pdf",
        content=content,
        content_type="application/pdf",
        at=now,
    )
    ClosingReport.objects.create(closing=closing, kind=kind, language=language, document=document)
