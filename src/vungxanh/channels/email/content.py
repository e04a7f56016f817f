"""What every reader of a message gets alike: its text, its HTML, its attachments. Written once for all of them.

A text alone is one part; with HTML they are alternatives, the plainest first (RFC 2046, section 5.1.4), and attachments
stand beside them (5.1.3). All of it is base64, so that octets arrive as they were given, line ends included; boundaries
come from a hash, so that a repeated mail is the same mail.
"""

import hashlib
from dataclasses import dataclass
from email.encoders import encode_base64
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from functools import lru_cache

from vungxanh.channels.port import Attachment

_REMEMBERED = 32  # as many languages of messages on their way at a time
_BLANK_LINE = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Content:
    """As it goes over the wire: the lines of a mail's head that are about its content, and what follows the head."""

    head: bytes
    octets: bytes


@lru_cache(maxsize=_REMEMBERED)
def content(text: str, html: str = "", attachments: tuple[Attachment, ...] = ()) -> Content:
    """`html` blank: there is none. The same text, HTML and attachments give the same octets."""
    body: MIMEBase = MIMEText(text, "plain", "utf-8")
    if html:
        body = _multipart("alternative", [body, MIMEText(html, "html", "utf-8")])
    if attachments:
        body = _multipart("mixed", [body, *map(_attached, attachments)])
    head, _blank, octets = on_the_wire(body, longest_line=78).partition(_BLANK_LINE)
    return Content(head + b"\r\n", octets)


def on_the_wire(mail: Message, longest_line: int | None = None) -> bytes:
    """With the line ends that RFC 5321 asks for; with bare ones a long mail is one line, and refused."""
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n", max_line_length=longest_line))


def _multipart(kind: str, parts: list[MIMEBase]) -> MIMEMultipart:
    """No line of base64 has `=_` in it, so no boundary stands in a part (RFC 2045, section 6.7)."""
    for part in parts:
        del part["MIME-Version"]  # said once, by the mail
    inside = hashlib.sha256(b"".join(part.as_bytes() for part in parts)).hexdigest()
    return MIMEMultipart(kind, f"=_{kind}_{inside[:24]}", parts)


def _attached(attachment: Attachment) -> MIMENonMultipart:
    """A name with accents is written by RFC 2231, section 4. One line, whatever would stand in it."""
    kind, _slash, more_precisely = attachment.media_type.partition("/")
    part = MIMENonMultipart(kind, more_precisely)
    part.set_payload(attachment.content)
    encode_base64(part)
    name = " ".join(attachment.name.split())
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part
