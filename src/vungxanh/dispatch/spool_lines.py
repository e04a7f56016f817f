"""A spool's lines: JSON, one thing said a line. A line is read whole, within the database's bounds, or not at all."""

import json
import math
from collections.abc import Callable
from typing import Any

from vungxanh.channels.port import ReceiptNotice, ReceiptState
from vungxanh.dispatch.models import Answer
from vungxanh.dispatch.record import Noticed, Said

_LARGEST = 2**63
_LONGEST = 254  # letters of an address; ids and codes are shorter
_LONGEST_ID = 65


def written_answer(said: Said) -> list[Any]:
    return ["a", said.attempt, said.line, said.answer, said.operator_id, said.code, said.wait]


def written_receipt(noticed: Noticed) -> list[Any]:
    one = noticed.notice
    return ["r", noticed.line, one.operator_id, one.address, one.reference, one.state, one.code]


def read_line(line: bytes) -> Said | Noticed | None:
    """What it says; None when it is torn or damaged."""
    try:
        kind, *fields = json.loads(line.decode("ascii"))
        return _READERS[kind](*fields)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _answer(attempt: Any, line: Any, answer: Any, operator_id: Any, code: Any, wait: Any) -> Said:
    if type(wait) not in (int, float) or not math.isfinite(wait):
        raise ValueError
    return Said(_number(attempt), _number(line), Answer(answer), _words(operator_id, _LONGEST_ID), _words(code), wait)


def _receipt(line: Any, operator_id: Any, address: Any, reference: Any, state: Any, code: Any) -> Noticed:
    if reference is not None and (type(reference) is not int or not 0 <= reference < 2**16):
        raise ValueError
    final = ReceiptState(state) if state else None
    said = ReceiptNotice(_words(operator_id, _LONGEST_ID), _words(address), reference, final, _words(code))
    return Noticed(_number(line), said)


_READERS: dict[str, Callable[..., Said | Noticed]] = {"a": _answer, "r": _receipt}


def _number(field: Any) -> int:
    if type(field) is not int or not 0 < field < _LARGEST:
        raise ValueError
    return field


def _words(field: Any, longest: int = _LONGEST) -> str:
    if type(field) is not str or len(field) > longest or "\0" in field:
        raise ValueError
    field.encode()  # half of a pair of surrogates is no letter: ValueError
    return field
