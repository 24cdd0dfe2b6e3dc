"""Readable colours from any brand colour a hotel may choose (WCAG 2.2: contrast 4.5 to 1)."""

from dataclasses import dataclass

WHITE, NIGHT = "#ffffff", "#14181f"
# The grounds on which the brand's colour is hardest to read, among those of pages and mails.
LIGHT_SURFACE, DARK_SURFACE = "#f3f4f6", "#1f232a"
LEAST_CONTRAST = 4.5
STEP = 0.04
HOVER = 0.14


@dataclass(frozen=True)
class Readable:
    """A ground with the ink that is readable on it, and the brand as text on light and dark paper.

    `hover` is the ground under a pointer, with the same ink. All five are #rrggbb.
    """

    ground: str
    hover: str
    ink: str
    on_light: str
    on_dark: str


def readable(brand_hex: str) -> Readable:
    """Return colours near the brand's that keep the contrast; raises ValueError for no #rrggbb."""
    channels(brand_hex)
    # White on a strong ground looks calmer than black on it, so a small darkening is worth it.
    ground = brand_hex.lower()
    ink = WHITE if contrast(ground, WHITE) >= 3 else NIGHT
    away = NIGHT if ink == WHITE else WHITE
    ground = towards(ground, away, against=ink)
    return Readable(
        ground=ground,
        hover=mix(ground, away, HOVER),
        ink=ink,
        on_light=towards(brand_hex.lower(), NIGHT, against=LIGHT_SURFACE),
        on_dark=towards(brand_hex.lower(), WHITE, against=DARK_SURFACE),
    )


def towards(colour: str, goal: str, *, against: str) -> str:
    """Mix `colour` with `goal` step by step until it is readable against the other colour."""
    share = 0.0
    mixed = colour
    while contrast(mixed, against) < LEAST_CONTRAST and share < 1:
        share += STEP
        mixed = mix(colour, goal, share)
    return mixed


def mix(colour: str, goal: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `goal` in it."""
    share = min(share, 1)
    pairs = zip(channels(colour), channels(goal), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1."""
    red, green, blue = (linear(value / 255) for value in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255; raises ValueError for anything but #rrggbb."""
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError(f"not a colour of the form #rrggbb: {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
