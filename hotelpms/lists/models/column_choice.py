from django.conf import settings
from django.db import models


class ColumnChoice(models.Model):
    """The columns that a person hides on a list, in every hotel; no row means the usual ones."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    list_key = models.CharField(max_length=40)
    hidden = models.JSONField(default=list)

    class Meta:
        db_table = "lists_column_choice"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "list_key"], name="a_person_chooses_columns_once_per_list"
            )
        ]

    def __str__(self) -> str:
        return f"{self.list_key}: {len(self.hidden)}"
