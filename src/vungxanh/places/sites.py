"""Adds a site (a hospital, a quarantine centre) below the unit that answers for it, by a code of the province's own."""

import re

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from vungxanh.text.fold import fold

from .models import Place, Tier

PREFIX = "CS"  # cơ sở: no GSO code has letters in it
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,7}")


class SiteRefused(Exception):
    """Nothing was added. `code` says why; the sentence says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


def add_site(above: Place, *, kind: str, name: str, code: str = "") -> Place:
    """A site for as long as `above` exists. Without a code it gets the province's next. Raises SiteRefused."""
    if above.tier == Tier.SITE:
        raise SiteRefused("below-a-site", _("A site stands below a unit, not below another site."))
    code = code.strip().upper() or _next_code(above)
    if not _CODE.fullmatch(code):
        raise SiteRefused("bad-code", _("A site's code is a letter and up to seven letters or digits: CS001."))
    try:
        with transaction.atomic():
            return Place.objects.create(
                code=code, tier=Tier.SITE, name=name, kind=kind, parent=above, path=f"{above.path}/{code}",
                folded=fold(f"{kind} {name}"), valid_from=above.valid_from, valid_to=above.valid_to,
            )  # fmt: skip
    except IntegrityError as taken:
        raise SiteRefused("code-taken", _("The code %s is taken; choose another.") % code) from taken


def _next_code(above: Place) -> str:
    sites = Place.objects.filter(tier=Tier.SITE, valid_from=above.valid_from, code__regex=rf"^{PREFIX}[0-9]+$")
    numbers = [int(code.removeprefix(PREFIX)) for code in sites.values_list("code", flat=True)]
    return f"{PREFIX}{max(numbers, default=0) + 1:03d}"
