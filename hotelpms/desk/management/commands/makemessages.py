"""`makemessages` with catalogues in the order of their texts: two branches then merge by themselves.

No guess stands in for a translation, since a fuzzy one is never shown and easily forgotten.
"""

from typing import ClassVar

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    msgmerge_options: ClassVar[list[str]] = [
        *makemessages.Command.msgmerge_options,
        *("--no-fuzzy-matching", "--sort-output"),
    ]
    msgattrib_options: ClassVar[list[str]] = ["--no-obsolete", "--sort-output"]
