"""What guests and payment providers open, under /g/."""

from django.urls import path

from invoicing.views.online import guest_gateway, guest_pay, hooks

app_name = "guest"

urlpatterns = [
    path("pay/<str:token>/", guest_pay.pay, name="guest_pay"),
    path("pay/<str:token>/return/", guest_pay.come_back, name="guest_return"),
    path("pay/<str:token>/renew/", guest_pay.renew, name="guest_renew"),
    path("pay/<str:token>/invoice.pdf", guest_pay.document, name="guest_invoice"),
    path("gateway/<str:session>/", guest_gateway.gateway, name="gateway"),
    path("hooks/<slug:provider>/<slug:hotel>/", hooks.deliver, name="payment_hook"),
]
