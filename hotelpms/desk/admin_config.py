"""Puts our site in the place of Django's own admin; imported before the models are."""

from django.contrib.admin.apps import AdminConfig


class SetUpConfig(AdminConfig):
    default_site = "hotelpms.desk.admin_site.SetUpSite"
