from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "vungxanh.messages"
    label = "public_messages"  # django.contrib.messages has the shorter one
    verbose_name = _("Messages")
