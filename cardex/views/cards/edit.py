from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cardex.domain.cards import profiles, queries
from cardex.enums import ProfileKind
from cardex.forms.cards.profile import ProfileForm
from cardex.models import Profile
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web import edge


@requires(Right.CARDEX_EDIT)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Make a card; a person who may be there already is shown first."""
    if request.method == "GET":
        return _page(request, hotel, ProfileForm(initial=_start(request), country=_country(hotel)))
    form = ProfileForm(request.POST, country=_country(hotel))
    if not form.is_valid():
        return _page(request, hotel, form)
    if not form.is_for_another_person:
        alike = _alike(form)
        if alike:
            return _page(request, hotel, form, alike)
    profile = profiles.create(card=form.card, actor=request.actor, now=clock.now())
    messages.success(request, _("The card of %(name)s is made.") % {"name": profile.full_name})
    return _to_card(hotel, profile)


@requires(Right.CARDEX_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Change a card; one that was anonymised is not found."""
    profile = get_object_or_404(Profile, pk=pk, anonymised_at=None)
    form = ProfileForm(request.POST or None, instance=profile, country=_country(hotel))
    if request.method == "GET" or not form.is_valid():
        return _page(request, hotel, form)
    profiles.change(profile_id=pk, card=form.card, actor=request.actor, now=clock.now())
    messages.success(request, _("The card is saved."))
    return _to_card(hotel, profile)


def _page(
    request: StaffRequest, hotel: Hotel, form: ProfileForm, alike: list[Profile] | None = None
) -> HttpResponse:
    is_refused = form.is_bound and (bool(alike) or not form.is_valid())
    context = {"hotel": hotel, "form": form, "alike": alike or [], "profile": form.instance}
    return render(request, "cardex/cards/edit.html", context, status=422 if is_refused else 200)


def _alike(form: ProfileForm) -> list[Profile]:
    card = form.card
    return queries.likely_duplicates(
        last_name=card.last_name,
        email=card.email,
        phone=card.phone,
        birth_date=card.birth_date,
    )


def _start(request: StaffRequest) -> dict[str, str]:
    """What an empty form begins with: the kind asked for and the name that found nobody."""
    asked = edge.asked(request)
    first, _space, last = asked.line("name").rpartition(" ")
    return {
        "kind": asked.choice("kind", ProfileKind.values, ProfileKind.GUEST),
        "first_name": first,
        "last_name": last,
        "language": request.hotel.default_language,
    }


def _country(hotel: Hotel) -> str:
    return str(hotel.country)


def _to_card(hotel: Hotel, profile: Profile) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cardex:card", args=[hotel.code, profile.pk]))
