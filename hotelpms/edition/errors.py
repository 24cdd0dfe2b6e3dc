class CannotStart(Exception):
    """The edition can't start; the message tells the person at the terminal what to do."""
