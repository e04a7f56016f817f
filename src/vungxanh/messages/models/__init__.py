"""A message quotes one release in several languages and forms; its approval is a hash of every one of them."""

from .area_language import AreaLanguage
from .article import Article
from .clearance import SecondPerson
from .comment import Comment
from .day_theme import DayTheme
from .fact import Fact
from .key_message import KeyMessage
from .message import WRITTEN, Message
from .recording import Recording
from .rendition import Rendition
from .review import Review
from .template import MessageTemplate
from .variant import DRAFTED, LONGEST_SUBJECT, Form, LanguageCheck, Variant

__all__ = [
    "DRAFTED",
    "LONGEST_SUBJECT",
    "WRITTEN",
    "AreaLanguage",
    "Article",
    "Comment",
    "DayTheme",
    "Fact",
    "Form",
    "KeyMessage",
    "LanguageCheck",
    "Message",
    "MessageTemplate",
    "Recording",
    "Rendition",
    "Review",
    "SecondPerson",
    "Variant",
]
