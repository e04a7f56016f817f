"""What is heard once is short: a sentence ten seconds, a key message nine, a text a minute (message map 27/9/3)."""

from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..passage import Passage
from ..syllables import KEY_MESSAGE_SYLLABLES, seconds, syllables
from .action import is_action

SENTENCE_SYLLABLES = 40
VERY_LONG_SYLLABLES = 60
MOST_SECONDS = 60


def length(draft: Draft) -> Iterator[Finding]:
    """An SMS is read, not heard."""
    if draft.said.is_sms:
        return
    for passage in draft.passages:
        yield from _sentences(draft, passage)
    aloud = round(seconds(draft.said.filled, draft.said.language))
    if aloud > MOST_SECONDS:
        yield draft.whole(Code.READ_ALOUD_LONG, Weight.NOTE, seconds=aloud, most=MOST_SECONDS)


def _sentences(draft: Draft, passage: Passage) -> Iterator[Finding]:
    for sentence in passage.sentences:
        count = syllables(draft.said.fill(sentence.text), draft.said.language)
        key = passage.part == "subject" or is_action(passage.typed_in(sentence), plain=draft.plain)
        most = KEY_MESSAGE_SYLLABLES if key else SENTENCE_SYLLABLES
        if count > most:
            code = Code.KEY_MESSAGE_LONG if key else Code.SENTENCE_LONG
            weight = Weight.ADVICE if count > VERY_LONG_SYLLABLES else Weight.NOTE
            yield passage.found(code, weight, sentence.start, sentence.end, {"syllables": count, "most": most})
