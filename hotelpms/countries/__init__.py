"""What differs by country, as data and small classes: a pack for each, listed in registry.py."""
