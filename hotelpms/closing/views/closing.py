from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotelpms.closing.domain import follow_up, pages, runner, timing
from hotelpms.closing.domain.checks import registry
from hotelpms.closing.domain.checks.finding import Finding, kept
from hotelpms.closing.domain.checks.front_desk import DueOuts
from hotelpms.closing.domain.rehearsal import rehearse
from hotelpms.closing.enums import ClosingState
from hotelpms.closing.forms.start import StartClosingForm
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.errors import Refused
from hotelpms.kit.files import documents
from hotelpms.kit.web import edge, htmx
from hotelpms.kit.web.paging import paged
from hotelpms.kit.web.parts import Action, Alert, Opens
from messaging.domain.outbox import corrections
from messaging.models import Message

PER_PAGE = 14


class StartRefused(Refused):
    """The form did not come from the page that shows what the closing would find."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Open the page of the night closing and start it from there."))


@requires(Right.CLOSING_CLOSE)
@require_GET
def overview(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show what the checks find on the open date, what the closing will do, and the history."""
    findings = registry.find(hotel=hotel, date=request.business_date)
    return _overview(request, hotel, findings, [])


@requires(Right.CLOSING_CLOSE)
@require_POST
def rehearsal(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Try the closing and undo it; show what it found."""
    findings = rehearse(hotel=hotel)
    alerts = []
    if not any(finding.blocks for finding in findings):
        title = _("The closing was tried and undone: nothing stops it.")
        alerts = [Alert("ok", title)]
    return _overview(request, hotel, findings, alerts)


def _overview(
    request: StaffRequest, hotel: Hotel, findings: list[Finding], alerts: list[Alert]
) -> HttpResponse:
    now, date = clock.now(), request.business_date
    blockers = [finding for finding in findings if finding.blocks]
    only_due_outs = all(finding.code == DueOuts.code for finding in blockers)
    current = pages.open_closing(hotel=hotel, date=date)
    is_running = current is not None and current.state == ClosingState.RUNNING
    context = {
        "hotel": hotel,
        "business_date": date,
        "concerns": timing.concerns(hotel=hotel, date=date, now=now),
        "alerts": [*alerts, *_alerts_of_overview(hotel, current)],
        "blockers": [(finding, _ways_out(finding)) for finding in blockers],
        "remarks": [(f, _ways_out(f)) for f in findings if not f.blocks],
        "has_due_outs": any(finding.code == DueOuts.code for finding in findings),
        "only_due_outs": only_due_outs,
        "may_start": not is_running and (only_due_outs or not blockers),
        "page": paged(request, pages.closings(hotel=hotel, rights=request.rights), PER_PAGE),
        "may_see_reports": Right.REPORTS_VIEW in request.rights,
    }
    return render(request, "closing/overview.html", context)


def _alerts_of_overview(hotel: Hotel, current: NightClosing | None) -> list[Alert]:
    if current is None:
        return []
    url = reverse("closing:detail", args=[hotel.code, current.pk])
    if current.state == ClosingState.FAILED:
        title = _("The last try stopped by a fault. Nothing of it was kept.")
        return [Alert("bad", title, current.fault, url, _("Look at it"))]
    if current.state == ClosingState.RUNNING:
        title = _("This date is being closed right now.")
        who = _("Started by %(who)s.") % {"who": current.started_by}
        return [Alert("info", title, who, url, _("Show the progress"))]
    return []


def _ways_out(finding: Finding) -> list[Action]:
    """Return what solves a finding; forms open in the side panel."""
    found = []
    if finding.other_url:
        found.append(Action(finding.other_action, finding.other_url))
    if finding.url:
        opens = Opens.PANEL if finding.is_panel else Opens.PAGE
        found.append(Action(finding.action, finding.url, opens=opens))
    return found


@requires(Right.REPORTS_VIEW)
@require_GET
def history(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show the last closings with their papers; the page of the reports shows them as a part."""
    context = {
        "hotel": hotel,
        "closings": pages.closings(hotel=hotel, rights=request.rights)[:PER_PAGE],
        "may_close": Right.CLOSING_CLOSE in request.rights,
    }
    return htmx.page(
        request, "closing/history_page.html", context, fragment="closing/history_part.html"
    )


@requires(Right.CLOSING_CLOSE)
@require_POST
def start(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Start the closing of the date that the person saw."""
    form = StartClosingForm(request.POST)
    if not form.is_valid():
        raise StartRefused
    wish = form.wish()
    started = runner.start(
        hotel=hotel,
        business_date=wish.business_date,
        extends_due_outs=wish.extends_due_outs,
        is_confirmed=wish.is_confirmed,
        actor=request.actor,
        now=clock.now(),
        in_background=True,
    )
    return HttpResponseRedirect(reverse("closing:detail", args=[hotel.code, started.pk]))


@requires(Right.REPORTS_VIEW)
@require_GET
def detail(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show one closing: steps, reports, mails; the moving part asks again by itself."""
    found = get_object_or_404(NightClosing, pk=pk, hotel=hotel)
    progress = pages.progress(closing=found)
    is_part = htmx.wants_fragment(request) and "part" in edge.asked(request)
    if is_part and not progress.is_moving:
        # The whole page once more: its head shows the new business date.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    may_close = Right.CLOSING_CLOSE in request.rights
    context = {
        "hotel": hotel,
        "closing": found,
        "progress": progress,
        "findings": kept(found),
        "next_date": found.business_date + timedelta(days=1) if found.rolled_at else None,
        "reports": pages.reports(closing=found, rights=request.rights),
        "alerts": _alerts_of_closing(hotel, found),
        "mails": [
            (mail, may_close and mail.state in corrections.RESENDABLE)
            for mail in pages.mails(closing=found)
        ],
        "may_close": may_close,
        "may_send_missing": may_close and found.state == ClosingState.DONE,
    }
    template = "closing/progress.html" if is_part else "closing/detail.html"
    return render(request, template, context)


def _alerts_of_closing(hotel: Hotel, found: NightClosing) -> list[Alert]:
    url = reverse("closing:overview", args=[hotel.code])
    if found.state == ClosingState.BLOCKED:
        text = _("Something has to be solved first. Nothing was changed.")
        return [Alert("warn", _("The day was not closed."), text, url, _("See what"))]
    if found.state == ClosingState.FAILED:
        title = _(
            "The closing stopped by a fault. Nothing of it was kept; it can be started again."
        )
        return [Alert("bad", title, found.fault, url, _("Night closing"))]
    if found.state == ClosingState.ROLLED and found.fault:
        title = _(
            "The day is closed, but its reports could not be printed yet. It is tried again "
            "every few minutes."
        )
        return [Alert("warn", title, found.fault)]
    return []


@requires(Right.REPORTS_VIEW)
@require_GET
def report(request: StaffRequest, hotel: Hotel, pk: int, kind: str) -> HttpResponse:
    """Hand out a report as it was printed at the closing."""
    found = get_object_or_404(NightClosing, pk=pk, hotel=hotel)
    kept = get_object_or_404(pages.reports(closing=found, rights=request.rights), kind=kind)
    return HttpResponse(
        documents.read(kept.document),
        content_type=kept.document.content_type,
        headers={"Content-Disposition": f'inline; filename="{kept.document.name}"'},
    )


@requires(Right.CLOSING_CLOSE)
@require_POST
def send_again(request: StaffRequest, hotel: Hotel, pk: int, message: int) -> HttpResponse:
    """Send one mail of the closing again."""
    found = get_object_or_404(Message, pk=message, hotel=hotel, reason_type="closing", reason_id=pk)
    corrections.resend(message_id=found.pk, actor=request.actor, now=clock.now())
    return _back(hotel, pk)


@requires(Right.CLOSING_CLOSE)
@require_POST
def send_missing(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Send the reports to departments and addresses that were added since the closing."""
    found = get_object_or_404(NightClosing, pk=pk, hotel=hotel)
    follow_up.mail_again(closing=found, now=clock.now)
    return _back(hotel, pk)


def _back(hotel: Hotel, pk: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("closing:detail", args=[hotel.code, pk]))
