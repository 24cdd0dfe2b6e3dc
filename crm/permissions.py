"""Rights of this app. Which role holds them stands in hotels/roles.py."""

VIEW = "crm.view"
SETUP = "crm.setup"
