"""What guests and their mail programs open from a commercial mail, under /g/."""

from django.urls import path

from messaging.views.guest import guest_preferences

app_name = "guest_mail"

urlpatterns = [
    path("unsubscribe/<str:token>/", guest_preferences.unsubscribe, name="unsubscribe"),
    path("preferences/<str:token>/", guest_preferences.preferences, name="preferences"),
]
