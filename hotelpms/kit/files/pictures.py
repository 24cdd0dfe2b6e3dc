"""Pictures from outside become pictures of our own: decoded, bounded, and written anew.

What comes out is an opaque PNG without metadata. Nothing of the upload's bytes is kept, so a
file that is two things at once, or carries a place in its EXIF, ends here.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps, ImageStat

from hotelpms.kit.errors import Refused
from hotelpms.kit.files.colour import NIGHT, WHITE, contrast

LARGEST_BYTES = 2 * 1024 * 1024
LARGEST_SIDE = 4000
FORMATS = ("PNG", "JPEG", "WEBP")
# Twice the size at which a logo is shown, for screens with double density.
LOGO_BOX = (520, 160)
LEAST_CONTRAST = 1.7
# Air around a logo that had none, for it stands on coloured grounds too.
PLATE = 16
MANY_COLOURS_BYTES = 40_000


class PictureRefused(Refused):
    """The file is no picture that we take."""

    status = 422


class NoPicture(PictureRefused):
    def __init__(self) -> None:
        super().__init__(_("This is not a picture we can read. Choose a PNG, JPEG or WebP file."))


class PictureTooLarge(PictureRefused):
    def __init__(self) -> None:
        super().__init__(
            _("This picture is too large. Choose one of up to 2 MB and 4,000 pixels a side.")
        )


def logo_png(content: bytes) -> bytes:
    """Return an uploaded logo as an opaque PNG of at most 520 x 160 pixels.

    A transparent one gets a ground on which it can be seen, white or, for a light logo, dark:
    it then reads on paper, in dark mails and on any brand colour. Raises NoPicture and
    PictureTooLarge.
    """
    if len(content) > LARGEST_BYTES:
        raise PictureTooLarge
    picture = _on_ground(_decoded(content))
    picture.thumbnail(LOGO_BOX, Image.Resampling.LANCZOS)
    written = _png(picture)
    if len(written) > MANY_COLOURS_BYTES:
        written = _png(picture.quantize(128))
    return written


def _decoded(content: bytes) -> Image.Image:
    try:
        # Only the head is read here: a bomb is refused before its pixels take memory.
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
        if max(picture.size) > LARGEST_SIDE:
            raise PictureTooLarge
        with _whole_ones_only():
            picture.load()
        return ImageOps.exif_transpose(picture).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise PictureTooLarge from error
    except (OSError, ValueError, SyntaxError) as error:
        raise NoPicture from error


@contextmanager
def _whole_ones_only() -> Iterator[None]:
    """Refuse torn files, although printing makes Pillow take them in the whole process."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _on_ground(picture: Image.Image) -> Image.Image:
    alpha = picture.getchannel("A")
    if alpha.getextrema()[0] == 255:
        return picture.convert("RGB")
    seen = alpha.getbbox()
    if seen is None:
        raise NoPicture
    picture = picture.crop(seen)
    ground = WHITE if contrast(_mean(picture), WHITE) >= LEAST_CONTRAST else NIGHT
    margin = PLATE * picture.height // LOGO_BOX[1]
    size = (picture.width + 2 * margin, picture.height + 2 * margin)
    plate = Image.new("RGB", size, ground)
    plate.paste(picture, (margin, margin), picture)
    return plate


def _mean(picture: Image.Image) -> str:
    """Return the mean colour of what can be seen, as #rrggbb."""
    mean = ImageStat.Stat(picture.convert("RGB"), picture.getchannel("A")).mean
    return "#" + "".join(f"{round(value):02x}" for value in mean)


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
