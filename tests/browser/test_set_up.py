"""The set-up's two helpful forms in a browser: mail server and texts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from tests.factories.hotels import MembershipFactory, UserFactory
from tests.factories.messaging import CaughtAccountFactory, TemplateFactory

pytestmark = [pytest.mark.needs_chromium, pytest.mark.django_db(transaction=True)]


def test_the_provider_fills_in_the_mail_server(
    open_page: Callable[..., Page], hotel: Hotel
) -> None:
    account = CaughtAccountFactory(hotel=hotel)
    page = open_page(UserFactory(is_staff=True, is_superuser=True))
    page.goto(f"/admin/messaging/senderaccount/{account.pk}/change/")

    page.get_by_label("Mail provider").select_option("ovh")

    expect(page.get_by_label("Host")).to_have_value("ssl0.ovh.net")
    expect(page.get_by_label("Port")).to_have_value("465")
    expect(page.get_by_text("Use the whole address as user.")).to_be_visible()


def test_a_text_is_previewed_in_the_set_up_as_it_is_typed(
    open_page: Callable[..., Page], hotel: Hotel
) -> None:
    row = TemplateFactory(hotel=hotel)
    role = MembershipFactory(hotel=hotel, role=Role.CLIENT_ADMIN, user__is_staff=True)
    page = open_page(role.user)
    page.goto(f"/admin/messaging/template/{row.pk}/change/")

    page.get_by_label("Subject").fill("Your room ")
    page.get_by_role("button", name="@CODE", exact=True).click()

    expect(page.get_by_label("Subject")).to_have_value("Your room @CODE")
    mail = page.frame_locator("iframe[name=preview]")
    expect(mail.get_by_role("heading", name="We look forward to your stay")).to_be_visible()
    page.locator("#id_body").fill("<p>The sea is warm.</p>")
    expect(mail.get_by_text("The sea is warm.")).to_be_visible()
