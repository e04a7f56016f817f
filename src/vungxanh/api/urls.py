"""The API's addresses, under /api/v1/: those of its rooms, and one that says of all others that nothing is there."""

from typing import cast

from django.urls import re_path

from vungxanh.api.api import api
from vungxanh.api.door import View, nothing_here, through_the_door

app_name = "api"
urlpatterns = [*api.urls[0], re_path(r"^.*$", nothing_here, name="nothing")]
for pattern in urlpatterns:
    pattern.callback = through_the_door(cast(View, pattern.callback))
