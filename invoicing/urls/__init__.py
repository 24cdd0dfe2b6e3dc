"""Staff pages under /h/<hotel>/."""

from invoicing.urls.folio import folio_patterns
from invoicing.urls.online import payment_patterns
from invoicing.urls.set_up import set_up_patterns

app_name = "invoicing"

urlpatterns = [*folio_patterns, *payment_patterns, *set_up_patterns]
