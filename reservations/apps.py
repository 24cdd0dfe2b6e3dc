from django.apps import AppConfig


class ReservationsConfig(AppConfig):
    name = "reservations"
    label = "reservations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every confirmation carry its paper, and none go out again once it is cancelled."""
        from messaging.domain.delivery.papers import print_for  # noqa: PLC0415 - same
        from messaging.domain.outbox.corrections import ask_before_again  # noqa: PLC0415 - needs loaded models
        from messaging.enums import MessageKind  # noqa: PLC0415 - same
        from reservations.domain.front_desk.papers import attach_confirmation  # noqa: PLC0415 - same
        from reservations.domain.letters.confirmation import refuse_cancelled  # noqa: PLC0415 - same

        for kind in (MessageKind.CONFIRMATION, MessageKind.CHANGED):
            print_for(kind, attach_confirmation)
            ask_before_again(kind, refuse_cancelled)
