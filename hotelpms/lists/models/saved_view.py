from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from hotelpms.hotels.models import Hotel


class SavedView(models.Model):
    """Filters and order of a list under a name.

    `query` is a query string of parameters that the list knows, in the list's own order, so
    equal views have equal texts. A shared view is seen by all who may open the list here.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    list_key = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    is_shared = models.BooleanField(default=False)

    class Meta:
        db_table = "lists_saved_view"
        constraints = [
            models.UniqueConstraint(
                "person",
                "hotel",
                "list_key",
                Lower("name"),
                name="a_person_names_each_view_of_a_list_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_saved_view_has_a_name"),
        ]
        indexes = [models.Index(fields=["hotel", "list_key"], name="saved_view_by_list")]

    def __str__(self) -> str:
        return self.name


class DefaultView(models.Model):
    """The view with which a list opens for a person in a hotel."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    hotel = models.ForeignKey(Hotel, on_delete=models.CASCADE, related_name="+")
    list_key = models.CharField(max_length=40)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "lists_default_view"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "hotel", "list_key"],
                name="a_list_opens_with_one_view_per_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.list_key}: {self.view_id}"
