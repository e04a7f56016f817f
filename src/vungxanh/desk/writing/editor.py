"""Editing a draft: the words of every language with their bound fields, checked as they are typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vungxanh.agencies.models import Verb
from vungxanh.desk.messages_form import VariantsForm
from vungxanh.desk.page import page
from vungxanh.desk.seat import Seat, seated
from vungxanh.desk.sms_view import shown
from vungxanh.desk.tell import refuse, tell
from vungxanh.desk.words import say
from vungxanh.desk.writing.above import above, named
from vungxanh.desk.writing.checks import Checker
from vungxanh.desk.writing.door import own_draft
from vungxanh.desk.writing.fields import fields_shown
from vungxanh.messages.clearance import keep
from vungxanh.messages.lock import AlreadyApproved, fingerprint
from vungxanh.messages.message_map import message_map
from vungxanh.messages.models import Message
from vungxanh.messages.plain import NothingToUnaccent, drop_plain, make_plain
from vungxanh.plan import Scope


@seated(Verb.WRITE_MESSAGE)
def edit(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    message = own_draft(request, seat, pk)
    if isinstance(message, HttpResponse):
        return message
    checker = Checker(message)
    form = VariantsForm(request.POST or None, variants=shown(message), read=fingerprint(message))
    if request.method == "POST" and form.is_valid() and form.save():
        keep(message, by=seat.user, at=seat.at)
        if request.POST.get("plain"):
            _make_or_drop_plain(request, message)
            return redirect("desk:message_edit", pk)
        tell(request, _("Saved."), good=True)
        return redirect("desk:message_edit" if request.POST.get("stay") else "desk:message", pk)
    return page(
        request,
        "desk/message_edit.html",
        _("Edit the message"),
        trail=[above(), (named(message), reverse("desk:message", args=[pk]))],
        form=form,
        message=message,
        has_plain=any(one.is_plain for one in form.variants),
        rows=[(*row, checker.checked(row[0].variant, *form.typed(row[0]))) for row in form.rows()],
        fields=fields_shown(checker.bound),
        keys=message_map(message, checker.values),
        from_plan=[one for one in seat.plan.messages if one.scope is Scope.IN],
    )


@require_POST
@seated(Verb.WRITE_MESSAGE)
def preview(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """What the words typed so far say, as a piece of the editor's page. Nothing is stored."""
    message = own_draft(request, seat, pk, changes=False)
    if isinstance(message, HttpResponse):
        return message
    variant = message.variants.filter(pk=_number(request.POST.get("variant"))).first()
    if variant is None:  # it was taken away meanwhile
        return redirect("desk:message_edit", pk)
    typed = request.POST.get("subject", ""), request.POST.get("words", "")
    found = Checker(message).checked(variant, *typed)
    return render(request, "desk/_checked.html", {"checked": found, "variant": variant})


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _make_or_drop_plain(request: HttpRequest, message: Message) -> None:
    """After saving: the SMS without accents is made from the short text as it now is, or given up."""
    try:
        if request.POST["plain"] == "drop":
            drop_plain(message)
            tell(request, _("The form without accents is gone."), good=True)
            return
        _variant, left = make_plain(message)
    except (AlreadyApproved, NothingToUnaccent) as refusal:
        refuse(request, say(refusal))
        return
    tell(request, _("Made from the short text. Read it: without accents a word may mean something else."), good=True)
    if left:
        letters = ", ".join(f"“{letter}”" for letter in left)
        refuse(request, _("These have no plain letter and make it dear all the same; replace them: %s") % letters)
