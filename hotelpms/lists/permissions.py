"""Rights of this app. Which role holds them stands in hotels/roles.py.

Whoever may open a list may also save views of it and choose its columns; the list names
the right that opens it.
"""

USE = "desk.view"
SHARE = "lists.share"
