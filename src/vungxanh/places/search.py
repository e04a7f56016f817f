"""Finds units by what people type: with or without accents and đ, short forms such as "tp" and "p.", small slips.

Ranked by likeness, then larger units first. Nothing alike gives an empty list, never a guess.
"""

import re
from datetime import date

from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Case, IntegerField, Value, When

from vungxanh.text.fold import fold

from .models import Place, PlaceQuerySet, Tier

MOST = 20
_SHORT_FORMS = {
    "t": "tinh",
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "q": "quan",
    "h": "huyen",
    "p": "phuong",
    "x": "xa",
}
_SIZE = Case(
    *(When(tier=tier, then=Value(rank)) for rank, tier in enumerate((Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE))),
    output_field=IntegerField(),
)


def search(text: str, on: date, *, inside: Place | None = None) -> PlaceQuerySet:
    """At most 20 units of that day (`inside` one, itself included) whose kind and name resemble `text`, best first."""
    words = _spelled_out(text)
    if not words:
        return Place.objects.none()
    units = Place.objects.on(on)
    return (
        (units if inside is None else units.within(inside))
        .filter(folded__trigram_word_similar=words)
        .annotate(part=TrigramWordSimilarity(words, "folded"), whole=TrigramSimilarity("folded", words), size=_SIZE)
        .order_by("-part", "size", "-whole", "path")[:MOST]
    )


def _spelled_out(text: str) -> str:
    """ "TP. Vĩnh Yên" → "thanh pho vinh yen"."""
    first, _, rest = re.sub(r"[.,;]+", " ", fold(text)).strip().partition(" ")
    return f"{_SHORT_FORMS.get(first, first) if rest else first} {rest}".strip()
