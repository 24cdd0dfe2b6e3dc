from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """A file that was stored once and never changes. Frozen by trigger; see kit.documents."""

    hotel_id = models.BigIntegerField(_("hotel"), null=True, db_index=True)
    kind = models.CharField(_("kind"), max_length=40)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("content type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    created_at = models.DateTimeField(_("stored at"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.name
