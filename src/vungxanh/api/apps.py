from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "vungxanh.api"
    label = "api"
