from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who signs in. What they may do in which hotel stands in Membership."""

    # Empty means the browser's language. The choices live in the form: a new language of the
    # interface is no change of the table.
    language = models.CharField(_("language"), max_length=10, blank=True, default="")

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
