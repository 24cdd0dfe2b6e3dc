from django.urls import path

from hotelpms.opening.views import checklist, first_day, first_rates

app_name = "opening"

urlpatterns = [
    path("opening/", checklist.checklist, name="checklist"),
    path("opening/<slug:step>/skip/", checklist.skip, name="skip"),
    path("opening/<slug:step>/take-up/", checklist.take_up, name="take_up"),
    path("opening/rates/", first_rates.first_rates, name="first_rates"),
    path("opening/first-day/", first_day.first_day, name="first_day"),
]
