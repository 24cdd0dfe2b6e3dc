"""Rights of this app; hotelpms/hotels/roles.py says who holds them."""

VIEW = "reports.view"
