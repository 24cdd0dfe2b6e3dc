"""`makemessages` with catalogues in the order of their texts, so that branches merge.

No guess stands in for a translation, since a fuzzy one is never shown and easily forgotten.
"""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    # The texts of kit.sayings.
    xgettext_options = [
        *makemessages.Command.xgettext_options,
        *("--keyword=said:1", "--keyword=counted:1,2"),
    ]
    msgmerge_options = [
        *makemessages.Command.msgmerge_options,
        *("--no-fuzzy-matching", "--sort-output"),
    ]
    msgattrib_options = ["--no-obsolete", "--sort-output"]
