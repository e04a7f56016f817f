"""Neither more hope nor more fear than the facts give (CERC: be right, be credible; WHO: no over-reassurance)."""

from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..phrases import Phrases
from ..words import listed

_LISTED = listed("overclaims")
_WORDS = {
    Code.PROMISE: Phrases([row for rows in _LISTED["promise"].values() for row in rows]),
    Code.FEAR: Phrases([row for rows in _LISTED["fear"].values() for row in rows]),
}
# "Không thể khẳng định an toàn tuyệt đối" and "chưa khỏi hẳn" promise nothing.
_DENIED = Phrases((r"không (?:có nghĩa|thể khẳng định|phải)", r"chưa", r"không ai", r"not", r"cannot say", r"nobody"))
_BEFORE = 30  # letters


def overclaims(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        for code, words in _WORDS.items():
            for match, _row in words.find(passage.typed, plain=draft.plain):
                before = passage.typed[max(0, match.start() - _BEFORE) : match.start()].rpartition("\n")[2]
                if not _DENIED.within(before.rpartition(".")[2], plain=draft.plain):
                    yield passage.found(code, Weight.ADVICE, *match.span(), {"typed": match[0]})
