from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Who did what to which row, when and from where (spec 1.4).

    Frozen by trigger; written by kit.audit.record.
    """

    # Plain numbers and names, not foreign keys: the trail outlives what it speaks of.
    hotel_id = models.BigIntegerField(_("hotel"), null=True)
    actor_id = models.BigIntegerField(_("user"), null=True)
    actor_name = models.CharField(_("who"), max_length=200)
    origin = models.CharField(_("from where"), max_length=45, default="", blank=True)
    action = models.CharField(_("action"), max_length=80)
    subject_type = models.CharField(_("kind of record"), max_length=80)
    subject_id = models.CharField(_("record"), max_length=64)
    at = models.DateTimeField(_("when"))
    data = models.JSONField(_("details"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        indexes = [
            models.Index(fields=["hotel_id", "-at"], name="audit_by_hotel"),
            models.Index(fields=["subject_type", "subject_id", "at"], name="audit_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject_id}"
