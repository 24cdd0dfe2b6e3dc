from django.urls import path

from cardex.views.cards import card, edit, listing
from cardex.views.consent import consent

app_name = "cardex"

urlpatterns = [
    path("cardex/", listing.listing, name="list"),
    path("cardex/search/", listing.options, name="search"),
    path("cardex/new/", edit.new, name="new"),
    path("cardex/<int:pk>/", card.card, name="card"),
    path("cardex/<int:pk>/edit/", edit.edit, name="edit"),
    path("cardex/<int:pk>/consent/", consent.mark, name="consent"),
    path("cardex/<int:pk>/address/", consent.address, name="address"),
]
