"""HTML of hotel staff, cleaned when it is saved: text and layout stay, everything active goes."""

import nh3
from django.utils.html import linebreaks

TAGS = {
    *[
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "div",
        "em",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "s",
        "small",
        "span",
    ],
    *["strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"],
}
ATTRIBUTES = {
    "*": {"style", "align", "dir", "lang"},
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "valign", "width"},
    "th": {"colspan", "rowspan", "valign", "width"},
    "table": {"width", "cellpadding", "cellspacing"},
}
STYLES = {
    *[
        "background-color",
        "border",
        "border-radius",
        "color",
        "font-size",
        "font-style",
        "font-weight",
    ],
    *[
        "line-height",
        "margin",
        "padding",
        "text-align",
        "text-decoration",
        "vertical-align",
        "width",
    ],
}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean(body: str) -> str:
    """Return the body as it may be mailed; a text without any tag gets paragraphs."""
    if "<" not in body:
        body = linebreaks(body.strip(), autoescape=True)
    return nh3.clean(
        body,
        tags=TAGS,
        attributes=ATTRIBUTES,
        filter_style_properties=STYLES,
        url_schemes=SCHEMES,
        link_rel=None,
    ).strip()
