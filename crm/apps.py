from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "crm"
    label = "crm"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the letters of a stay follow to the guest who takes another's place."""
        from crm.domain.letters.stay_letters import write_anew  # noqa: PLC0415 - needs loaded models
        from reservations.domain.bookings.details import when_guest_changes  # noqa: PLC0415 - same

        when_guest_changes(write_anew)
