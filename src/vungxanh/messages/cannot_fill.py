"""Why the words of a draft make no text that can be kept. Each sentence says what to change."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from vungxanh.text.language_names import name_of
from vungxanh.text.typed import Sign


class CannotFill(Exception):
    """The words with their fields make no text that can be kept."""

    code = "cannot-fill"


class SubjectTooLong(CannotFill):
    """What the fields say makes the subject longer than a subject is kept."""

    code = "subject-too-long"

    def __init__(self, letters: int, most: int) -> None:
        super().__init__(
            _("With its fields filled the subject has %(letters)d letters; at most %(most)d are kept. Shorten it.")
            % {"letters": letters, "most": most}
        )


class MisleadingSign(CannotFill):
    """A sign that nobody sees makes the words read otherwise than they are spoken and sent."""

    code = "misleading-sign"

    def __init__(self, signs: Sequence[Sign]) -> None:
        super().__init__(about_signs(signs))


class LanguageGone(CannotFill):
    """Somebody took the language away while it was written."""

    code = "language-gone"

    def __init__(self, language: str) -> None:
        super().__init__(_("%s was taken away meanwhile. Add it again to write it.") % name_of(language))


def about_signs(signs: Sequence[Sign]) -> str:
    """What a person reads who typed or pasted them: the first of them, and where it stands."""
    sign = signs[0]
    if not sign.after:
        said = _("There is a sign that nobody sees (%s) at the beginning. Delete it and type the words again.")
        return said % sign.code
    said = _("There is a sign that nobody sees (%(sign)s) after “%(word)s”. Delete it and type the words there again.")
    return said % {"sign": sign.code, "word": sign.after}
