from django.db import models
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit import languages
from messaging.enums import MessageKind


class Template(models.Model):
    """The text of one kind of message in one language; its wording lives in versions (S0-19)."""

    hotel = models.ForeignKey(
        Hotel, on_delete=models.PROTECT, related_name="templates", verbose_name=_("hotel")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MessageKind.choices)
    language = models.CharField(_("language"), max_length=8, choices=languages.choices)
    is_active = models.BooleanField(_("active"), default=True)
    current = models.ForeignKey(
        "TemplateVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        constraints = [
            models.UniqueConstraint(
                fields=["hotel", "kind", "language"], name="one_template_per_kind_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"


class TemplateVersion(models.Model):
    """A frozen wording. A message points at the version that it was queued with."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), help_text=_("HTML with keywords such as @NAME."))
    created_at = models.DateTimeField(_("created"))
    created_by = models.CharField(_("created by"), max_length=150)

    class Meta:
        verbose_name = _("template version")
        verbose_name_plural = _("template versions")
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="template_version_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} v{self.number}"
