from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hotelpms.hotels.rights import public

login = public("whoever signs in is not known yet")(
    auth.LoginView.as_view(redirect_authenticated_user=True)
)
logout = public("signing out twice does no harm")(auth.LogoutView.as_view())


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer for django-axes after too many wrong passwords: the log-in page says so, 429."""
    messages.error(
        request, _("Too many wrong passwords. Wait a quarter of an hour, then try again.")
    )
    return render(
        request, "registration/login.html", {"form": AuthenticationForm(request)}, status=429
    )
