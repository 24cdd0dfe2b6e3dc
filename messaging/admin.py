from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotelpms.hotels.admin.recorded import acting
from hotelpms.hotels.admin.scoped import HotelScopedAdmin
from hotelpms.hotels.domain.queries import hotels_with
from hotelpms.hotels.enums import Right
from hotelpms.kit import clock
from messaging.domain.accounts import accounts, troubles
from messaging.domain.wording import keywords
from messaging.domain.wording.templates import save_version
from messaging.enums import Transport
from messaging.forms.accounts.account import AccountForm, TestForm
from messaging.forms.texts.template_admin import TemplateAdminForm
from messaging.models import SenderAccount, Template


@admin.register(SenderAccount)
class SenderAccountAdmin(HotelScopedAdmin):
    """How the hotel sends mail. The password can be written here and read nowhere."""

    right = Right.MESSAGING_ACCOUNTS
    form = AccountForm
    list_display = ("name", "hotel", "transport", "host", "is_default", "is_active", "state")
    list_filter = (("hotel", admin.RelatedOnlyFieldListFilter), "transport", "is_active")
    search_fields = ("name", "host", "from_email")
    ordering = ("hotel", "name", "pk")
    readonly_fields = (
        "state",
        "tested_at",
        "test_failed_at",
        "test_failure_text",
        "failing_since",
        "paused_until",
        "failure_text",
    )
    change_form_template = "admin/sender_account.html"
    actions = ("send_test_mail",)
    fieldsets = (
        (None, {"fields": ("hotel", "name", "transport", "is_active", "is_default")}),
        (
            gettext_lazy("Mail server"),
            {
                "fields": (
                    "provider",
                    "host",
                    "port",
                    "username",
                    "password",
                    "does_not_use_tls",
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
        if account.test_failed_at:
            return _("Test failed")
        return _("Works") if account.tested_at else _("Not tested yet")

    @admin.display(description=gettext_lazy("last failure"))
    def failure_text(self, account: SenderAccount) -> str:
        return troubles.explain(account.failure) or "–"

    @admin.display(description=gettext_lazy("why it failed"))
    def test_failure_text(self, account: SenderAccount) -> str:
        return troubles.explain_test(account.test_failure) or "–"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.send_test)
        own = path("<int:pk>/test/", view, name="messaging_senderaccount_test")
        return [own, *super().get_urls()]

    def send_test(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send a real mail through the account and say in plain words what happened."""
        account = get_object_or_404(self.get_queryset(request), pk=pk)
        page = reverse("admin:messaging_senderaccount_change", args=[pk])
        if request.method != "POST":
            return HttpResponseRedirect(page)
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        form = TestForm(request.POST)
        if form.is_valid():
            self._try(request, account, form.cleaned_data["to_address"])
        else:
            messages.error(request, _("Enter the address that the test mail goes to."))
        return HttpResponseRedirect(page)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        accounts.mended(account_id=obj.pk)
        if obj.transport == Transport.SMTP and obj.does_not_use_tls:
            text = _("%(name)s sends without encryption: password and mails can be read.")
            messages.warning(request, text % {"name": obj.name})

    def _try(self, request: HttpRequest, account: SenderAccount, address: str) -> None:
        result = accounts.test_account(
            account_id=account.pk,
            to_address=address,
            actor=acting(request),
            now=clock.now(),
        )
        level = messages.SUCCESS if result.ok else messages.ERROR
        messages.add_message(request, level, f"{account.name}: {result.explanation}")

    @admin.action(description=gettext_lazy("Send a test mail to my address"))
    def send_test_mail(self, request: HttpRequest, queryset: QuerySet[SenderAccount]) -> None:
        """Try each chosen account with a real mail and say what happened."""
        address = getattr(request.user, "email", "")
        if not address:
            messages.error(request, _("Your user has no e-mail address to send the test to."))
            return
        for account in queryset:
            self._try(request, account, address)


@admin.register(Template)
class TemplateAdmin(HotelScopedAdmin):
    """The hotel's texts. Saving makes a new version; the old ones stay."""

    right = Right.MESSAGING_TEMPLATES
    form = TemplateAdminForm
    # Messages point at the versions of a text, so it stays what it was made for.
    fixed = ("hotel", "kind", "language")
    list_display = ("kind", "language", "hotel", "is_active", "current")
    list_filter = (("hotel", admin.RelatedOnlyFieldListFilter), "kind", "language")
    ordering = ("hotel", "kind", "language", "pk")
    search_fields = ("current__subject", "current__body")
    change_form_template = "admin/message_template.html"
    fieldsets = (
        (None, {"fields": ("hotel", "kind", "language", "is_active")}),
        (
            gettext_lazy("Text"),
            {
                "fields": ("subject", "body"),
                "description": gettext_lazy(
                    "Saving makes a new version; what was sent keeps the old one."
                ),
            },
        ),
    )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        extra = {**(extra_context or {}), **self._tools(request, object_id)}
        return super().change_view(request, object_id, form_url, extra)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("hotel", "current")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Texts are switched off, not deleted: sent messages show them again."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        save_version(
            template_id=obj.pk,
            subject=form.cleaned_data["subject"],
            body=form.cleaned_data["body"],
            actor=acting(request),
            now=clock.now(),
        )

    def _tools(self, request: HttpRequest, object_id: str) -> dict[str, Any]:
        """Return what stands beside the text: its keywords, and whether it can be previewed."""
        row = self.get_object(request, object_id)
        if row is None:
            return {}
        # The preview is a page of the desk: a superuser without a role there cannot open it.
        hotels = hotels_with(request.user, self.right)
        return {
            "keywords": [
                (word, word.sample_in(row.language)) for word in keywords.of_kind(row.kind)
            ],
            "may_preview": hotels.filter(pk=row.hotel_id).exists(),
        }
