"""What the province of an exercise has recorded: without it no message that names a fact would be approved."""

from datetime import date, datetime
from importlib.resources import files

import yaml

from vungxanh.agencies.models import User
from vungxanh.messages.models import Fact
from vungxanh.places.models import Place

DOCUMENT = "Diễn tập"


def record_facts(place: Place, first: date, *, by: User, at: datetime) -> None:
    """For everybody, from the first day on. Again, it changes nothing."""
    recorded = yaml.safe_load(files("vungxanh.exercise").joinpath("facts.yaml").read_text("utf-8"))
    for key, words in recorded.items():
        said = {"text_vi": words["vi"], "text_en": words["en"], "recorded_by": by, "recorded_at": at}
        Fact.objects.get_or_create(
            place=place, key=key, audience="", valid_from=first, document=DOCUMENT, defaults=said
        )
