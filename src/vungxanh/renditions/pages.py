"""Pages and posts: the web article with its announcement data, e-mail, the pages that the province runs."""

from vungxanh.documents.screens import article as articles
from vungxanh.documents.screens import email, social
from vungxanh.renditions.said import Said


def article(said: Said) -> bytes:
    return articles.html(said.notice, said.posted, said.expires_at)


def email_html(said: Said) -> bytes:
    return email.html(said.notice)


def email_text(said: Said) -> bytes:
    return email.text(said.notice)


def post(said: Said) -> bytes:
    return social.post(said.notice)
