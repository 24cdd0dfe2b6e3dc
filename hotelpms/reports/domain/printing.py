"""Reports on paper."""

from hotelpms.hotels.domain.brand import letterhead
from hotelpms.kit.files.pdf import render_pdf
from hotelpms.reports.domain.report import Report


def print_report(*, report: Report, language: str) -> bytes:
    """Return the report as PDF, on the paper that it names. Raises PdfUnavailable."""
    context = {**letterhead(report.hotel), "report": report}
    return render_pdf(report.paper, context, language=language)
