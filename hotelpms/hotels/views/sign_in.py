from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hotelpms.hotels.domain.queries import only_hotel
from hotelpms.hotels.rights import public


class LogInView(auth.LoginView):
    """The log-in page names the hotel, where the installation has only one."""

    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"house": only_hotel()}


login = public("whoever signs in is not known yet")(LogInView.as_view())
logout = public("signing out twice does no harm")(auth.LogoutView.as_view())


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer for django-axes after too many wrong passwords: the log-in page says so, 429."""
    messages.error(
        request, _("Too many wrong passwords. Wait a quarter of an hour, then try again.")
    )
    return render(
        request,
        "registration/login.html",
        {"form": AuthenticationForm(request), "house": only_hotel(), "next": ""},
        status=429,
    )
