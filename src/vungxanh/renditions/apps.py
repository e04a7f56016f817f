from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RenditionsConfig(AppConfig):
    name = "vungxanh.renditions"
    verbose_name = _("Renditions")
