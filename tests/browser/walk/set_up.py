"""The pages of the set-up, which is Django's admin: every list, a form of each model of ours."""

from django.contrib import admin
from django.db.models import Model
from django.test import RequestFactory
from django.urls import reverse

from hotelpms.hotels.models import Department
from reservations.models import Room
from tests.browser.walk.finding import Place, alone, first_of, several
from tests.browser.walk.house import Walked
from tests.browser.walk.not_pages import FILE, FRAGMENT, POST, WAY


def list_of(model: type[Model]) -> Place:
    return alone(f"admin:{_entry(model)}_changelist")


def form_of(model: type[Model]) -> Place:
    """The form of the model's first row; without one, what adds a row, where that is allowed."""

    def addresses(walked: Walked) -> list[str]:
        first = first_of(model._default_manager.order_by("pk"))
        name = f"admin:{_entry(model)}_"
        if first:
            return [reverse(f"{name}change", args=first)]
        request = RequestFactory().get("/")
        request.user = walked.person
        may_add = admin.site._registry[model].has_add_permission(request)
        return [reverse(f"{name}add")] if may_add else []

    return addresses


def _entry(model: type[Model]) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def _row_page(name: str, model: type[Model]) -> Place:
    return lambda walked: [reverse(name, args=first_of(model._default_manager.order_by("pk")))]


# Registered by packages: their forms are Django's alone, and nobody sets up a hotel with them.
FOREIGN = {"axes", "django_celery_beat"}
MODELS = list(admin.site._registry)
OURS = [model for model in MODELS if model._meta.app_label not in FOREIGN]
ADMIN: dict[str, Place] = {
    "admin:index": alone("admin:index"),
    "admin:app_list": alone("admin:app_list", "reservations"),
    "admin:search": several(alone("admin:search"), alone("admin:search", query="?q=room")),
    "admin:password_change": alone("admin:password_change"),
    "admin:password_change_done": alone("admin:password_change_done"),
    **{f"admin:{_entry(model)}_changelist": list_of(model) for model in MODELS},
    **{f"admin:{_entry(model)}_change": form_of(model) for model in OURS},
    "admin:reservations_room_history": _row_page("admin:reservations_room_history", Room),
    "admin:hotels_department_delete": _row_page("admin:hotels_department_delete", Department),
}
SAME = "looks the same for every model"
ADMIN_NOT_PAGES: dict[str, str] = {
    "admin:auth_user_password_change": SAME,
    "admin:autocomplete": FRAGMENT,
    "admin:jsi18n": FILE,
    "admin:login": WAY,
    "admin:logout": POST,
    "admin:messaging_senderaccount_test": POST,
    "admin:view_on_site": WAY,
    **{
        f"admin:{_entry(model)}_{page}": SAME
        for model in MODELS
        for page in ("add", "change", "history", "delete")
        if f"admin:{_entry(model)}_{page}" not in ADMIN
    },
}
