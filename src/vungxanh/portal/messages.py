"""What the province has said: approved and sent messages, by theme, each in its languages and forms."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vungxanh.agencies.models import Verb
from vungxanh.messages.models import Message, Recording, Review, Variant
from vungxanh.portal.files import Shelf, here_first, shelves
from vungxanh.portal.pages import as_of, page, province_or_404, public
from vungxanh.portal.read.levels import plan_in_force
from vungxanh.portal.read.messages import correction_of, intact, published, successor_of, variant_in
from vungxanh.portal.read.offices import office
from vungxanh.portal.read.place import province_shown
from vungxanh.portal.words import theme
from vungxanh.text.language_names import name_of

A_PAGE = 12


@dataclass(frozen=True, slots=True)
class Section:
    """A message in one language: what it says, or, where nobody wrote it, the address of its sound."""

    language: str
    name: str
    texts: Sequence[Variant]
    sound: str = ""


@public
def all_messages(request: HttpRequest) -> HttpResponse:
    at = as_of()
    place = province_shown(at.date())
    if place is None:
        return page(request, "messages", "messages", {})
    plan = plan_in_force(place, at)
    every = published(place, at)
    keys = sorted(set(every.order_by().values_list("theme", flat=True)))
    chosen = request.GET.get("chu-de", "")
    if chosen and chosen not in keys:
        raise Http404
    leaf = Paginator(every.filter(theme=chosen) if chosen else every, A_PAGE).get_page(request.GET.get("trang"))
    told = ((m, variant_in(m, get_language() or "vi")) for m in leaf if intact(m))
    themes = [(key, theme(key, plan.plan if plan else None)) for key in keys]
    return page(
        request,
        "messages",
        "messages",
        {"province": place, "themes": themes, "chosen": chosen, "leaf": leaf, "messages": [p for p in told if p[1]]},
    )


@public
def one_message(request: HttpRequest, pk: int) -> HttpResponse:
    at = as_of()
    place = province_or_404(at)
    message = get_object_or_404(published(place, at), pk=pk)
    if not intact(message):
        raise Http404
    approval = Review.objects.only("sha256", "reviewed_at", "reviewer_id").get(
        message=message, verdict=Review.Verdict.APPROVED
    )
    here = get_language() or "vi"
    files = shelves(message, here)
    plan = plan_in_force(place, at)
    return page(
        request,
        "message",
        "messages",
        {
            "province": place,
            "message": message,
            "approval": approval,
            "correction": correction_of(message, at),
            "successor": successor_of(message, at),
            "approved_by": office(approval.reviewer_id, Verb.APPROVE_MESSAGE, message.day),
            "level": plan.level(message.level) if plan else None,
            "sections": _sections(message, here, files),
            "files": files,
            "title": ((first := variant_in(message, here)) and first.subject) or _("Message"),
            "title_language": first.language if first else here,
        },
    )


def _sections(message: Message, here: str, files: Sequence[Shelf]) -> Sequence[Section]:
    """The language of the page first. A language without a text and without a sound is none."""
    texts: dict[str, list[Variant]] = defaultdict(list)
    for variant in message.variants.all():
        texts[variant.language] += [variant] if variant.text else []
    spoken = _spoken(message, files) if not all(texts.values()) else {}
    languages = sorted(texts, key=lambda code: here_first(here, code))
    found = [
        Section(code, name_of(code), texts[code], "" if texts[code] else spoken.get(code, "")) for code in languages
    ]
    return [one for one in found if one.texts or one.sound]


def _spoken(message: Message, files: Sequence[Shelf]) -> Mapping[str, str]:
    """{language: address}: the file that was made of an uploaded voice, else the voice as it was uploaded."""
    recorded = Recording.objects.filter(variant__message=message).values_list("variant__language", flat=True)
    found = {code: reverse("portal:message_recording", args=[message.pk, code]) for code in recorded}
    for shelf in files:
        for one in shelf.files:
            if one.is_sound:
                made = [message.pk, shelf.language, one.form.key, one.form.suffix]
                found[shelf.language] = reverse("portal:message_file", args=made)
    return found
