"""Staff pages under /h/<hotel>/."""

from invoicing.closing_urls import closing_patterns
from invoicing.folio_urls import folio_patterns
from invoicing.payment_urls import payment_patterns

app_name = "invoicing"

urlpatterns = [
    *folio_patterns,
    *closing_patterns,
    *payment_patterns,
]
