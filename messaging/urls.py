from django.urls import path

from messaging.views.accounts import accounts, set_up
from messaging.views.outbox import blocked, held, message, outbox
from messaging.views.texts import preview, templates

app_name = "messaging"

urlpatterns = [
    path("messages/", outbox.outbox, name="outbox"),
    path("messages/<int:pk>/", message.message, name="message"),
    path("messages/<int:pk>/body/", message.body, name="body"),
    path("messages/<int:pk>/resend/", message.resend, name="resend"),
    path("messages/<int:pk>/settle/", message.settle, name="settle"),
    path("messages/<int:pk>/cancel/", message.cancel, name="cancel"),
    path("messages/held/cancel/", held.cancel_due_before, name="cancel_due_before"),
    path("messages/blocked/", blocked.blocked, name="blocked"),
    path("messages/blocked/release/", blocked.release, name="release"),
    path("messages/templates/", templates.templates, name="templates"),
    path("messages/templates/<int:pk>/", templates.template, name="template"),
    path("messages/templates/<int:pk>/preview/", preview.preview, name="preview"),
    path("messages/templates/<int:pk>/active/", templates.active, name="template_active"),
    path("messages/accounts/", accounts.accounts, name="accounts"),
    path("messages/accounts/new/", set_up.new, name="set_up_account"),
    path("messages/accounts/<int:pk>/", set_up.change, name="set_up_account_change"),
    path("messages/accounts/<int:pk>/test/", accounts.test, name="test_account"),
]
