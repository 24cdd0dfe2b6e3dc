"""Rights of this app. Which role holds them stands in roles.py."""

VIEW = "cardex.view"
EDIT = "cardex.edit"
CONSENT = "cardex.consent"
EXPORT = "cardex.export"
