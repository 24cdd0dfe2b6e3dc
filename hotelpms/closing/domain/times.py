"""How long a closing may keep others waiting."""

from datetime import timedelta

# A run has the closing for so long; then it counts as dead, and another takes over.
LEASE = timedelta(minutes=10)
# What is to be done waits so long for a worker before it counts as left alone.
PICK_UP = timedelta(minutes=2)
