"""Rights of this app; hotelpms/hotels/roles.py says who holds them."""

CLOSE = "closing.close"
