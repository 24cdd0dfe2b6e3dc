"""Lists of rows: saved views and the choice of columns."""
