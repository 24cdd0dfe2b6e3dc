"""Whoever has signed in changes the own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.domain import people
from hotelpms.hotels.rights import StaffRequest, signed_in
from hotelpms.kit import clock


@signed_in
@require_http_methods(["GET", "POST"])
def own_password(request: StaffRequest) -> HttpResponse:
    """Ask for the old password and a new one; the person stays signed in here."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        people.choose_password(
            user=request.user,
            password=form.cleaned_data["new_password1"],
            actor=request.actor,
            now=clock.now(),
        )
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your new password holds from now on."))
        return HttpResponseRedirect("/")
    status = 422 if request.method == "POST" else 200
    return render(request, "hotels/own_password.html", {"form": form}, status=status)
