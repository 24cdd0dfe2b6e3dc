from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.forms.whole_row import WholeRowForm
from hotelpms.hotels.models import Hotel
from hotelpms.kit.files.pictures import PictureRefused, logo_png


class LogoFields(forms.Form):
    """A picture that is uploaded, and looked at before anything is saved."""

    logo = forms.FileField(
        label=_("New logo"),
        required=False,
        help_text=_(
            "PNG, JPEG or WebP of up to 2 MB. It stands in mails, on papers and on the pages "
            "that guests open."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_logo(self) -> bytes:
        upload: Any = self.cleaned_data["logo"]
        if not upload:
            return b""
        content: bytes = upload.read()
        try:
            logo_png(content)
        except PictureRefused as refused:
            raise ValidationError(str(refused)) from refused
        return content


class HotelForm(WholeRowForm, LogoFields):
    """The hotel's set-up in the admin."""

    removes_logo = forms.BooleanField(
        label=_("Take the logo away"),
        required=False,
        help_text=_("The hotel's name then stands in its place."),
    )

    class Meta:
        model = Hotel
        exclude = ("logo_document",)
        widgets: ClassVar = {"brand_colour": forms.TextInput(attrs={"type": "color"})}
