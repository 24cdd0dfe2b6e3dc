from django.apps import AppConfig


class OpeningConfig(AppConfig):
    name = "hotelpms.opening"
    label = "opening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where prices stand that count on whether they include tax."""
        from hotelpms.hotels.domain.set_up.hotel import when_prices_are_used  # noqa: PLC0415 - needs loaded models
        from hotelpms.opening.domain.hotel import is_tax_mode_used  # noqa: PLC0415 - same

        when_prices_are_used(is_tax_mode_used)
