"""Staff pages under /h/<hotel>/."""

from invoicing.closing_urls import closing_patterns

app_name = "invoicing"

urlpatterns = [
    *closing_patterns,
]
