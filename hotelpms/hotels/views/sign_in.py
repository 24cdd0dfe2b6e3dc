from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.hotels.domain.queries import only_hotel
from hotelpms.hotels.rights import public
from hotelpms.kit.web import edge


class LogInView(auth.LoginView):
    """The log-in page names the hotel, where the installation has only one."""

    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"house": only_hotel()}


class LogInAgainView(auth.LoginView):
    """The log-in over an open page, for whoever was signed out meanwhile.

    204 as soon as the person whom the page names is signed in, by a password or already: the
    headers bring the new token of the forms and who it is.
    """

    template_name = "registration/again.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = edge.asked(request).row_id("person")
        if request.user.is_authenticated and request.user.pk == shown:
            return _who_it_is(request)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        super().form_valid(form)
        return _who_it_is(self.request)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


login = public("whoever signs in is not known yet")(LogInView.as_view())
login_again = public("whoever was signed out signs in on the page that is open")(
    LogInAgainView.as_view()
)
logout = public("signing out twice does no harm")(auth.LogoutView.as_view())


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer for django-axes after too many wrong passwords: the log-in says so, 429."""
    said = _("Too many wrong passwords. Wait a quarter of an hour, then try again.")
    context: dict[str, Any] = {"form": AuthenticationForm(request)}
    if request.path == reverse("hotels:login_again"):
        return render(request, "registration/again.html", context | {"said": said}, status=429)
    messages.error(request, said)
    context |= {"house": only_hotel(), "next": ""}
    return render(request, "registration/login.html", context, status=429)


def _who_it_is(request: HttpRequest) -> HttpResponse:
    headers = {"X-CSRFToken": get_token(request), "X-Person": str(request.user.pk)}
    return HttpResponse(status=204, headers=headers)
