"""A logo from outside: read, bounded, put on a ground and written anew."""

import io
from typing import Any

import pytest
from PIL import Image, ImageFile

from hotelpms.kit.files.pictures import NoPicture, PictureTooLarge, logo_png


def upload(
    size: Any = (1200, 400),
    colour: str = "#1f4e79",
    mode: str = "RGB",
    kind: str = "PNG",
    **more: object,
) -> Any:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **more)
    return out.getvalue()


def drawn(colour: Any) -> Any:
    """A transparent picture with a box of this colour in its middle."""
    picture = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    picture.paste(Image.new("RGBA", (200, 100), colour), (100, 150))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def read(content: Any) -> Any:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_an_opaque_png_that_fits(kind: Any) -> None:
    picture = read(logo_png(upload(kind=kind)))

    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (480, 160))


def test_nothing_but_the_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Paseo de la Concha"
    content = logo_png(upload(kind="JPEG", exif=exif) + b"<script>alert(1)</script>")

    assert b"Concha" not in content
    assert b"script" not in content


def test_a_photograph_is_written_small() -> None:
    noise = Image.effect_noise((1000, 320), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")

    assert len(logo_png(out.getvalue())) < 100_000


def test_a_dark_transparent_logo_stands_on_white() -> None:
    picture = read(logo_png(drawn("#14532d")))

    assert picture.size == (220, 120)
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    assert picture.getpixel((110, 60)) == (0x14, 0x53, 0x2D)


def test_a_white_transparent_logo_stands_on_a_dark_plate() -> None:
    picture = read(logo_png(drawn("#ffffff")))

    assert picture.getpixel((0, 0)) == (0x14, 0x18, 0x1F)
    assert picture.getpixel((picture.width // 2, picture.height // 2)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        upload()[:200],
        upload(kind="GIF"),
        upload(mode="RGBA", colour=(0, 0, 0, 0)),
    ],
)
def test_what_is_no_picture_is_refused(content: Any) -> None:
    with pytest.raises(NoPicture):
        logo_png(content)


def test_a_torn_picture_is_refused_also_after_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(NoPicture):
        logo_png(upload()[:200])

    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_a_picture_that_would_fill_the_memory_is_refused_by_its_head() -> None:
    with pytest.raises(PictureTooLarge):
        logo_png(upload(size=(20_000, 20_000), mode="1", colour=0))


def test_a_heavy_file_is_refused_unread() -> None:
    with pytest.raises(PictureTooLarge):
        logo_png(b"x" * (2 * 1024 * 1024 + 1))
