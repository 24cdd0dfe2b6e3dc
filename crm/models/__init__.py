from crm.models.day_setup import DaySetup, LetterDay

__all__ = ["DaySetup", "LetterDay"]
