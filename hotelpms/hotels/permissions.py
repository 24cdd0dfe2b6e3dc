"""Rights of this app. Which role holds them stands in roles.py."""

SETUP = "hotels.setup"
