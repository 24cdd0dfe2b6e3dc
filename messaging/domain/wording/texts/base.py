from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One kind of message in one language.

    subject and body are what the hotel edits. `footer` says in small print why the reader gets it;
    `button` stands on the button of a kind whose mails lead to a page.
    """

    subject: str
    body: str
    footer: str
    button: str = ""


def html(*paragraphs: str) -> str:
    """Return the paragraphs as HTML. One that stands wholly in {if}...{end} goes with its tags."""
    return "\n".join(_paragraph(text.strip()) for text in paragraphs)


def _paragraph(text: str) -> str:
    if text.startswith("{if ") and text.endswith("{end}") and text.count("{") == 2:
        mark, _brace, rest = text.partition("}")
        return f"{mark}}}<p>{rest.removesuffix('{end}').strip()}</p>{{end}}"
    return f"<p>{text}</p>"
