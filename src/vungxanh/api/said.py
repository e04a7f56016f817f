"""How the API refuses: a stable code, a sentence for a person, and every problem with where it is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Schema
from pydantic import AfterValidator

from vungxanh.clock import VIETNAM

Moment = Annotated[datetime, AfterValidator(lambda moment: moment.astimezone(VIETNAM))]


class Problem(Schema):
    """`where`: the indicator, parameter or field that it is about; empty when it is about the whole."""

    code: str
    sentence: str
    where: str = ""


class Refusal(Schema):
    code: str
    sentence: str
    problems: list[Problem]


class Refused(Exception):
    """Nothing was done. Carries the whole answer."""

    def __init__(self, status: int, code: str, sentence: str, problems: Iterable[Problem] = ()) -> None:
        self.status, self.code, self.sentence, self.problems = status, code, sentence, list(problems)
        super().__init__(sentence)


def refusal(refused: Refused) -> HttpResponse:
    body = Refusal(code=refused.code, sentence=refused.sentence, problems=refused.problems)
    return JsonResponse(body.dict(), status=refused.status, json_dumps_params={"ensure_ascii": False})


def refuse(_request: HttpRequest, refused: Refused | type[Refused]) -> HttpResponse:
    return refusal(cast(Refused, refused))


def refusals(*statuses: int) -> dict[int, type[Refusal]]:
    """For an operation's `response`: the refusals it may answer with, besides those that the door gives anywhere."""
    return dict.fromkeys(sorted({*statuses, *AT_EVERY_ADDRESS}), Refusal)


AT_EVERY_ADDRESS = (405, 413, 429)
