"""The login: Wagtail's, whose field of the password has no label to translate."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm


class OfficersLogin(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["password"].label = _("Password")
