from hotelpms.lists.models.column_choice import ColumnChoice
from hotelpms.lists.models.saved_view import DefaultView, SavedView

__all__ = ["ColumnChoice", "DefaultView", "SavedView"]
