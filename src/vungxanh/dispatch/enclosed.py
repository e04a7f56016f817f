"""What a mail is made of: the sealed letter of its language, as text and as HTML, and for the press the duty's paper.

A mail to the press carries one paper, the press release before the bulletin, where the duty is carried by a channel of
that kind and the paper is sealed in the mail's language. Without a sealed letter a mail is the approved text alone.
"""

from collections.abc import Mapping, Sequence

from vungxanh.channels.kinds import ChannelKind
from vungxanh.channels.port import Attachment, MailBody
from vungxanh.levels.read import plan_of
from vungxanh.messages.bound import language_of
from vungxanh.messages.models import Message, Rendition, Variant
from vungxanh.renditions.papers import BULLETIN
from vungxanh.renditions.papers import PRESS as PRESS_RELEASE
from vungxanh.subscribers.audiences import PRESS
from vungxanh.text.numbers import Language

TEXT, HTML = "email-txt", "email-html"
PAPERS = {"press-release": "press-release-pdf", "bulletin": "bulletin-pdf"}  # by kind of channel; the first one wins
TITLES: Mapping[str, Mapping[Language, tuple[str, str]]] = {
    "press-release-pdf": PRESS_RELEASE,
    "bulletin-pdf": BULLETIN,
}
PDF = "application/pdf"

Contents = Mapping[tuple[str, str], bytes]  # by language and form


def files_of(message: Message, channel: str, audiences: Sequence[str]) -> list[Rendition]:
    """The sealed files that leave when `message` goes to `audiences` over `channel`. Only a mail has any."""
    if channel != ChannelKind.EMAIL:
        return []
    kept = list(message.renditions.all())
    has_papers = PRESS in audiences and any(one.form in TITLES for one in kept)
    paper = _paper_of(message) if has_papers else ""
    return [one for one in kept if one.form in (TEXT, HTML, paper)]


def mail_of(message: Message, variant: Variant, contents: Contents) -> MailBody:
    """The mail in the language of `variant`. `contents`: the proven bytes of what `files_of` gave."""
    language = variant.language
    text, html = contents.get((language, TEXT)), contents.get((language, HTML))
    papers = tuple(
        Attachment(_name(message, form, language), PDF, contents[language, form])
        for form in PAPERS.values()
        if (language, form) in contents
    )
    if text is None or html is None:
        return MailBody(variant.subject, variant.text, language, attachments=papers)
    return MailBody(variant.subject, text.decode(), language, html=html.decode(), attachments=papers)


def _paper_of(message: Message) -> str:
    """The form of the paper that the duty's channels ask for; blank: none."""
    plan = plan_of(message.plan)
    duty = next((one for one in plan.duties if one.id == message.duty), None)
    kinds = {plan.channel(id).kind for id in duty.channel} if duty else set()
    return next((form for kind, form in PAPERS.items() if kind in kinds), "")


def _name(message: Message, form: str, language: str) -> str:
    """What it is, where, of which day; the number of the message tells the papers of a day apart."""
    title, _abstract = TITLES[form][language_of(language)]
    return f"{title} {message.place.name} {message.day} ({message.pk}).pdf"
