"""People and roles: who may sign in, and what they may do in this hotel."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hotelpms.hotels.domain.set_up import people, reach, staff
from hotelpms.hotels.enums import Right, Role
from hotelpms.hotels.forms.colleagues import (
    BringForm,
    BringWish,
    ColleagueForm,
    ColleagueWish,
    NewColleagueForm,
    NewColleagueWish,
    NewPasswordForm,
    PasswordWish,
    RolesForm,
)
from hotelpms.hotels.models import Hotel, User
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web import htmx
from hotelpms.kit.web.deeds import Crumb, Deed, answer, attempt, go_back, press, show
from hotelpms.kit.web.parts import Action, Badge, Opens

PANEL = "hotels/set_up/person_panel.html"
CLOSED = "hotels/set_up/person_closed_panel.html"
ONCE, ONCE_PANEL = "hotels/set_up/password.html", "hotels/set_up/password_panel.html"
# Without letters and digits that are taken for each other when somebody reads them out.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
page = requires(Right.HOTELS_PEOPLE, before_opening=True)


@dataclass(frozen=True)
class Colleague:
    """A person as the list shows them."""

    user: User
    roles: list[str]
    badge: Badge
    url: str


@page
@require_GET
def listing(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """List who works here, with roles and last log-in."""
    held = staff.roles_in(hotel)
    context = {
        "colleagues": [_shown(user, held, hotel) for user in staff.working_in(hotel)],
        "new_url": _url(hotel, "new"),
        "bring_url": _url(hotel, "bring")
        if staff.to_bring(hotel=hotel, by=request.actor).exists()
        else "",
    }
    return htmx.page(request, "hotels/set_up/people.html", context)


@page
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Make a person; the first password is shown once."""
    form = NewColleagueForm(request.POST or None, hotel=hotel, roles=_roles(request, hotel))

    def act(wish: NewColleagueWish, password: str) -> User:
        return people.add(
            hotel=hotel,
            username=wish.username,
            person=wish.person,
            roles=wish.roles,
            password=password,
            actor=request.actor,
            now=clock.now(),
        )

    return _with_password(request, _deed(hotel, _("New person")), form, act)


@page
@require_http_methods(["GET", "POST"])
def bring(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Give somebody of another hotel roles here."""
    found = staff.to_bring(hotel=hotel, by=request.actor)
    form = BringForm(request.POST or None, people=found, roles=_roles(request, hotel))

    def act(wish: BringWish) -> str:
        user = people.bring(
            hotel=hotel,
            user_id=wish.user.pk,
            roles=wish.roles,
            actor=request.actor,
            now=clock.now(),
        )
        return _("%(name)s works here now.") % {"name": reach.called(user)}

    return answer(request, _deed(hotel, _("Somebody of another hotel")), form, act)


@page
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Change a person and their roles here."""
    user = _worker(hotel, pk)
    no_roles = reach.objection_to_roles(by=request.actor, hotel_id=hotel.pk, user=user)
    if no_roles is not None:
        return _closed(request, hotel, user, str(no_roles))
    no_person = reach.objection_to_person(by=request.actor, user=user)
    kind = RolesForm if no_person else ColleagueForm
    form = kind(request.POST or None, hotel=hotel, roles=_roles(request, hotel), user=user)
    facts = {
        "why": str(no_person or ""),
        "buttons": _buttons(request, hotel, user, is_whole=not no_person),
    }

    def act(wish: ColleagueWish) -> str:
        people.change(
            hotel=hotel,
            user_id=pk,
            person=None if no_person else wish.person,
            roles=wish.roles,
            actor=request.actor,
            now=clock.now(),
            seen=wish.seen,
        )
        return _("“%(name)s” is saved.") % {"name": reach.called(user)}

    return answer(request, _deed(hotel, reach.called(user), PANEL, facts), form, act)


@page
@require_http_methods(["GET", "POST"])
def password(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Give a person a new password, shown once."""
    user = _worker(hotel, pk)
    form = NewPasswordForm(request.POST or None)

    def act(wish: PasswordWish, chosen: str) -> User:
        return people.set_password(
            hotel=hotel, user_id=pk, password=chosen, actor=request.actor, now=clock.now()
        )

    title = _("New password for %(name)s") % {"name": reach.called(user)}
    deed = _deed(hotel, title, explanation=_("Whoever is signed in with the old one is out."))
    return _with_password(request, deed, form, act)


@page
@require_POST
def leave(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Take every role here from a person."""
    return _press(request, hotel, pk, people.leave, _("%(name)s works here no more."))


@page
@require_POST
def lock(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Let a person sign in no more."""
    return _press(request, hotel, pk, people.lock, _("%(name)s can sign in no more."))


@page
@require_POST
def unlock(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Let a person sign in again."""
    return _press(request, hotel, pk, people.unlock, _("%(name)s can sign in again."))


def _press(
    request: StaffRequest, hotel: Hotel, pk: int, verb: Callable[..., object], said: str
) -> HttpResponse:
    """Do with a person what a button asks for; `said` names the person."""
    user = _worker(hotel, pk)

    def act() -> str:
        verb(hotel=hotel, user_id=pk, actor=request.actor, now=clock.now())
        return said % {"name": reach.called(user)}

    return press(request, _url(hotel), act)


def _closed(request: StaffRequest, hotel: Hotel, user: User, why: str) -> HttpResponse:
    """Show somebody whom the acting person may not change, and why."""
    context = {"deed": _deed(hotel, reach.called(user), CLOSED), "why": why}
    status = 403 if request.method == "POST" else 200
    return htmx.page(request, "components/deed.html", context, fragment=CLOSED, status=status)


def _with_password(
    request: StaffRequest, deed: Deed, form: Any, act: Callable[[Any, str], User]
) -> HttpResponse:
    """Answer with the form, then with the password that was made, the only time it is seen."""
    if request.method != "POST":
        return show(request, deed, form)
    made = _readable_password()
    user = attempt(form, lambda wish: act(wish, wish.password or made))
    if user is None:
        return show(request, deed, form, status=422)
    if form.wish().password:
        messages.success(request, _("“%(name)s” is saved.") % {"name": reach.called(user)})
        return go_back(request, deed.back)
    context = {"user_shown": user, "made": made, "deed": deed}
    response = htmx.page(request, ONCE, context, fragment=ONCE_PANEL)
    response["Cache-Control"] = "no-store"
    return response


def _readable_password() -> str:
    # Four times four out of 31 signs: 79 bits.
    return "-".join("".join(secrets.choice(ALPHABET) for _n in range(4)) for _part in range(4))


def _roles(request: StaffRequest, hotel: Hotel) -> list[Role]:
    return reach.roles_to_give(by=request.actor, hotel_id=hotel.pk)


def _worker(hotel: Hotel, pk: int) -> User:
    return get_object_or_404(staff.working_in(hotel), pk=pk)


def _url(hotel: Hotel, name: str = "", *more: object) -> str:
    return reverse(f"hotels:set_up_people{'_' + name if name else ''}", args=[hotel.code, *more])


def _deed(
    hotel: Hotel,
    title: str,
    panel: str = "components/deed_panel.html",
    facts: dict[str, Any] | None = None,
    explanation: str = "",
) -> Deed:
    return Deed(
        title=title,
        button=_("Save"),
        back=_url(hotel),
        crumbs=(Crumb(_("People and roles"), _url(hotel)),),
        panel=panel,
        facts=facts or {},
        explanation=explanation,
    )


def _shown(user: User, held: dict[int, list[str]], hotel: Hotel) -> Colleague:
    badge = Badge("ok", _("Active")) if user.is_active else Badge("mute", _("Locked"), "lock")
    roles = [str(Role(role).label) for role in held.get(user.pk, [])]
    return Colleague(user, roles, badge, _url(hotel, "change", user.pk))


def _buttons(request: StaffRequest, hotel: Hotel, user: User, *, is_whole: bool) -> list[Action]:
    found = []
    name = {"name": reach.called(user)}
    if is_whole and user.pk != request.user.pk:
        found.append(Action(_("New password"), _url(hotel, "password", user.pk), "key-round"))
    if is_whole and not user.is_active:
        found.append(Action(_("Unlock"), _url(hotel, "unlock", user.pk), "lock-open", Opens.POST))
    if is_whole and user.is_active and user.pk != request.user.pk:
        question = _("Lock %(name)s? Whoever is signed in is out at once, in every hotel.") % name
        url = _url(hotel, "lock", user.pk)
        found.append(Action(_("Lock"), url, "lock", Opens.POST, question=question))
    if user.pk != request.user.pk and user.memberships.exclude(hotel=hotel).exists():
        question = _("Take every role in this hotel from %(name)s?") % name
        url = _url(hotel, "leave", user.pk)
        found.append(
            Action(_("Works here no more"), url, "user-minus", Opens.POST, question=question)
        )
    return found
