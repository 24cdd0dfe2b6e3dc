"""Rights of this app. Which role holds them stands in hotels/roles.py."""

VIEW = "messaging.view"
SEND = "messaging.send"
SEND_MANY = "messaging.send_many"
TEMPLATES = "messaging.templates"
ACCOUNTS = "messaging.accounts"
