from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web import edge
from hotelpms.kit.web.deeds import attempt
from messaging.domain.pages import queries
from messaging.domain.wording import keywords
from messaging.domain.wording.templates import save_version, set_active
from messaging.enums import COMMERCIAL_KINDS
from messaging.forms.texts.wording import Wording, WordingForm
from messaging.models import Template, TemplateVersion
from messaging.views.tabs import tabs

MOST_VERSIONS = 10**8


@requires(Right.MESSAGING_TEMPLATES, before_opening=True)
@require_GET
def templates(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """List the texts by kind of message and language."""
    context = {
        "hotel": hotel,
        "tabs": tabs(request, "messaging:templates"),
        "kinds": queries.texts_of(hotel),
        "commercial": COMMERCIAL_KINDS,
    }
    return render(request, "messaging/texts/templates.html", context)


@requires(Right.MESSAGING_TEMPLATES, before_opening=True)
@require_http_methods(["GET", "POST"])
def template(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Edit a text beside its keywords and a preview; saving makes a new version."""
    row = get_object_or_404(Template.objects.select_related("current"), pk=pk, hotel=hotel)
    shown = _version(request, row)
    initial = {"subject": shown.subject, "body": shown.body} if shown else {}
    form = WordingForm(request.POST or None, kind=row.kind, initial=initial)

    def act(typed: Wording) -> TemplateVersion:
        return save_version(
            template_id=row.pk,
            subject=typed.subject,
            body=typed.body,
            actor=request.actor,
            now=clock.now(),
        )

    version = attempt(form, act) if request.method == "POST" else None
    if version is not None:
        messages.success(request, _("Version %(n)s is in use.") % {"n": version.number})
        return redirect("messaging:template", hotel=hotel.code, pk=row.pk)
    context = {
        "hotel": hotel,
        "row": row,
        "form": form,
        "shown": shown,
        "older_number": shown.number if shown and shown.pk != row.current_id else None,
        "versions": list(queries.versions_of(row)[:50]),
        "keywords": [
            (keyword, keyword.sample_in(row.language)) for keyword in keywords.of_kind(row.kind)
        ],
        "is_commercial": row.kind in COMMERCIAL_KINDS,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "messaging/texts/template.html", context, status=status)


@requires(Right.MESSAGING_TEMPLATES, before_opening=True)
@require_POST
def active(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Switch a text on or off."""
    get_object_or_404(Template, pk=pk, hotel=hotel)
    row = set_active(
        template_id=pk,
        is_active=edge.sent(request).line("active") == "yes",
        actor=request.actor,
        now=clock.now(),
    )
    text = _("The text is in use.") if row.is_active else _("The text is no longer used.")
    messages.success(request, text)
    return redirect("messaging:template", hotel=hotel.code, pk=pk)


def _version(request: StaffRequest, row: Template) -> TemplateVersion | None:
    """Return the version named in the address, or the current one."""
    wanted = edge.asked(request).number("version", most=MOST_VERSIONS)
    return row.current if wanted is None else get_object_or_404(row.versions, number=wanted)
