"""The forms that are text and nothing else, as they are sent or read out."""

from vungxanh.renditions.said import Said


def sms(said: Said) -> bytes:
    return said.short.encode()


def plain(said: Said) -> bytes:
    return said.plain.encode()
