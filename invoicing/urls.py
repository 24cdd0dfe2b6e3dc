"""Staff pages under /h/<hotel>/."""

from invoicing.closing_urls import closing_patterns
from invoicing.payment_urls import payment_patterns

app_name = "invoicing"

urlpatterns = [
    *closing_patterns,
    *payment_patterns,
]
