"""What a manager changes about money in a normal year; included by invoicing.urls."""

from hotelpms.hotels.views.set_up.rows import addresses
from invoicing.views.set_up.solutions import SOLUTIONS

set_up_patterns = [*addresses(SOLUTIONS)]
