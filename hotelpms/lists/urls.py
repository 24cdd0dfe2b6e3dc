from django.urls import path

from hotelpms.lists.views import lists

app_name = "lists"

urlpatterns = [
    path("lists/<slug:key>/views/", lists.manage, name="manage"),
    path("lists/<slug:key>/views/save/", lists.save, name="save"),
    path("lists/<slug:key>/views/open-with/", lists.open_with, name="open_with"),
    path("lists/<slug:key>/views/<int:pk>/", lists.change, name="change"),
    path("lists/<slug:key>/views/<int:pk>/delete/", lists.delete, name="delete"),
    path("lists/<slug:key>/columns/", lists.choose_columns, name="columns"),
]
