from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "messaging"
    label = "messaging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let what waits for a card's old address follow to its new one."""
        from cardex.domain.cards.profiles import when_address_changes  # noqa: PLC0415 - needs loaded models
        from messaging.domain.outbox.corrections import readdress  # noqa: PLC0415 - same

        when_address_changes(readdress)
