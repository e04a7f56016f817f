"""Addresses: the public portal in Vietnamese at / and in English at /en/, the back office at /ban-lam-viec/, the API at
/api/v1/ in whatever language the program accepts."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("vungxanh.api.urls")),
    path("ban-lam-viec/", include(wagtailadmin_urls)),
    *i18n_patterns(path("", include("vungxanh.portal.urls")), prefix_default_language=False),
]
