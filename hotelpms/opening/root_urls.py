from django.urls import path

from hotelpms.opening.views import new_hotel

app_name = "new_hotel"

urlpatterns = [
    path("open-hotel/", new_hotel.new_hotel, name="new_hotel"),
    path("open-hotel/taxes/", new_hotel.taxes, name="taxes"),
]
