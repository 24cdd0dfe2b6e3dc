from django.apps import AppConfig


class ReservationsConfig(AppConfig):
    name = "reservations"
    label = "reservations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every confirmation carry its paper."""
        from messaging.domain.papers import print_for  # noqa: PLC0415 - needs loaded models
        from messaging.enums import MessageKind  # noqa: PLC0415 - same
        from reservations.domain.papers import attach_confirmation  # noqa: PLC0415 - same

        print_for(MessageKind.CONFIRMATION, attach_confirmation)
