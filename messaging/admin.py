from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotelpms.hotels.admin.scoped import HotelScopedAdmin
from hotelpms.kit import clock
from hotelpms.kit.actor import Actor
from messaging import permissions
from messaging.domain import accounts, keywords
from messaging.domain.templates import save_version
from messaging.forms.account import AccountForm
from messaging.forms.template_admin import TemplateAdminForm
from messaging.models import SenderAccount, Template


@admin.register(SenderAccount)
class SenderAccountAdmin(HotelScopedAdmin):
    """How the hotel sends mail. The password can be written here and read nowhere."""

    right = permissions.ACCOUNTS
    form = AccountForm
    list_display = ("name", "hotel", "transport", "host", "is_default", "is_active", "state")
    list_filter = (("hotel", admin.RelatedOnlyFieldListFilter), "transport", "is_active")
    search_fields = ("name", "host", "from_email")
    ordering = ("hotel", "name", "pk")
    readonly_fields = (
        "state",
        "tested_at",
        "failing_since",
        "paused_until",
        "failure_text",
        "try_it",
    )
    actions = ("send_test_mail",)
    fieldsets = (
        (None, {"fields": ("hotel", "name", "transport", "is_active", "is_default")}),
        (
            gettext_lazy("Mail server"),
            {
                "fields": ("host", "port", "username", "password", "does_not_use_tls"),
                "description": gettext_lazy(
                    "Port 587 is right for most mail servers: it begins plain and is encrypted "
                    "before the password is sent. Port 465 is encrypted from the start."
                ),
            },
        ),
        (gettext_lazy("Sender"), {"fields": ("from_email", "from_name", "rate_per_minute")}),
        (
            gettext_lazy("State"),
            {"fields": readonly_fields},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("hotel").defer("password")

    @admin.display(description=gettext_lazy("state"))
    def state(self, account: SenderAccount) -> str:
        if not account.is_active:
            return _("Off")
        if account.failing_since:
            return _("Failing")
        return _("Works") if account.tested_at else _("Not tested yet")

    @admin.display(description=gettext_lazy("last failure"))
    def failure_text(self, account: SenderAccount) -> str:
        return accounts.explain(account.failure) or "–"

    @admin.display(description=gettext_lazy("test"))
    def try_it(self, account: SenderAccount) -> SafeString | str:
        if not account.pk:
            return _("Save first, then send a test mail.")
        url = reverse("messaging:accounts", args=[account.hotel.code])
        return format_html('<a href="{}">{}</a>', url, _("Send a test mail"))

    @admin.action(description=gettext_lazy("Send a test mail to my address"))
    def send_test_mail(self, request: HttpRequest, queryset: QuerySet[SenderAccount]) -> None:
        """Try each chosen account with a real mail and say what happened."""
        address = getattr(request.user, "email", "")
        if not address:
            messages.error(request, _("Your user has no e-mail address to send the test to."))
            return
        for account in queryset:
            result = accounts.test_account(
                account_id=account.pk,
                to_address=address,
                actor=Actor.of(request.user),  # type: ignore[arg-type]
                now=clock.now(),
            )
            level = messages.SUCCESS if result.ok else messages.ERROR
            messages.add_message(request, level, f"{account.name}: {result.explanation}")


@admin.register(Template)
class TemplateAdmin(HotelScopedAdmin):
    """The hotel's texts. Saving makes a new version; the old ones stay."""

    right = permissions.TEMPLATES
    form = TemplateAdminForm
    list_display = ("kind", "language", "hotel", "is_active", "current")
    list_filter = (("hotel", admin.RelatedOnlyFieldListFilter), "kind", "language")
    ordering = ("hotel", "kind", "language", "pk")
    fields = ("hotel", "kind", "language", "is_active", "subject", "body", "keywords", "editor")
    readonly_fields = ("keywords", "editor")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("hotel", "current")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # Messages point at the versions of a text, so it stays what it was made for.
        fixed = ("hotel", "kind", "language") if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Texts are switched off, not deleted: sent messages show them again."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        save_version(
            template_id=obj.pk,
            subject=form.cleaned_data["subject"],
            body=form.cleaned_data["body"],
            actor=Actor.of(request.user),  # type: ignore[arg-type]
            now=clock.now(),
        )

    @admin.display(description=gettext_lazy("keywords"))
    def keywords(self, template: Template) -> SafeString | str:
        if not template.kind:
            return _("Save once to see the keywords of this kind.")
        rows = ((word.name, word.description) for word in keywords.of_kind(template.kind))
        return format_html_join("", "<div><code>@{}</code> {}</div>", rows)

    @admin.display(description=gettext_lazy("editor"))
    def editor(self, template: Template) -> SafeString | str:
        if not template.pk:
            return "–"
        url = reverse("messaging:template", args=[template.hotel.code, template.pk])
        return format_html('<a href="{}">{}</a>', url, _("Open the editor with preview"))
