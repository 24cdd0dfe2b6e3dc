from django.db import models


class Leased(models.Model):
    """A row that one worker at a time works on; hotelpms.kit.leases alone writes these columns."""

    # Random word of the run that works on the row; empty while nobody does.
    lease_token = models.CharField(max_length=32, blank=True)
    # From this moment others may take over.
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
