from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One kind of message in one language.

    subject and body are what the hotel edits. `button` stands on the button when the mail
    has one; `footer` says in small print why the reader gets it.
    """

    subject: str
    body: str
    button: str
    footer: str


def html(*paragraphs: str) -> str:
    """Return the paragraphs as HTML. One that stands wholly in {if}...{end} goes with its tags."""
    return "\n".join(_paragraph(text.strip()) for text in paragraphs)


def _paragraph(text: str) -> str:
    if text.startswith("{if ") and text.endswith("{end}") and text.count("{") == 2:
        mark, _brace, rest = text.partition("}")
        return f"{mark}}}<p>{rest.removesuffix('{end}').strip()}</p>{{end}}"
    return f"<p>{text}</p>"
