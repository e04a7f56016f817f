"""A person says once what a published name means; from then on every import knows it.

"Krông Pắk" in Đắk Lắk is huyện Krông Pắc: confirmed inside the unit it was named in, for every way of typing it.
"""

from datetime import datetime

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext as _

from vungxanh.text.fold import key
from vungxanh.text.nfc import nfc

from .models import Place, Spelling

LONGEST = 120


class SpellingRefused(ValueError):
    """The name cannot mean that place; the sentence says why."""

    code = "spelling-refused"


def confirm(inside: Place, written: str, place: Place, *, by: AbstractUser | None, at: datetime) -> Spelling:
    """From now on `written`, named inside `inside`, is `place`. Saying it anew replaces what was said before.

    The place may be elsewhere in the province: bulletins name a commune under the wrong district. Raises
    SpellingRefused for a name without letters, and for a place of another province.
    """
    name = nfc(" ".join(written.split()))
    if not key(name) or len(name) > LONGEST:
        raise SpellingRefused(_("“%s” is no name that a place could have.") % name[:LONGEST])
    tops = (place.path.split("/")[0], inside.path.split("/")[0])
    if len({*tops}) > 1 or place.valid_from != inside.valid_from:
        said = {"place": place.full_name, "inside": inside.full_name}
        raise SpellingRefused(_("%(place)s is not in %(inside)s.") % said)
    confirmed = {"confirmed_by_id": None if by is None else by.pk, "confirmed_at": at}
    spelling, _created = Spelling.objects.update_or_create(
        inside=inside, key=key(name), defaults={"written": name, "place": place, **confirmed}
    )
    return spelling
