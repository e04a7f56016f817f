"""The languages of the province: recorded once, and missed in a draft that lacks one; what an SMS costs is told."""

import pytest
from django.urls import reverse
from django.utils import translation

from vungxanh.desk.seat import Seat
from vungxanh.desk.to_say import unwritten
from vungxanh.desk.writing.checks import Checker
from vungxanh.dispatch.models import Line
from vungxanh.duties.speak import draft_speech
from vungxanh.messages.languages import add_language
from vungxanh.messages.models import AreaLanguage, Form, Message

from .conftest import World, at


@pytest.fixture
def message(world: World) -> Message:
    speech = unwritten(Seat(world.people["officer"], world.province, at(17, 10)))[0]
    return draft_speech(world.adopted, speech, world.release, by=world.people["officer"], at=at(17, 10))


def remarks(message: Message, form: Form = Form.LONG, words: str = "") -> str:
    one = message.variants.get(language="vi", form=form)
    with translation.override("en"):  # a browser's request has left its own language
        checked = Checker(message).checked(one, one.written[0], words or one.written[1])
    return " ".join(remark.sentence for remark in checked.remarks)


def record(client, **given: str):  # type: ignore[no-untyped-def]
    return client.post(reverse("desk:area_language_add"), {"source": "12/TB-UBDT", **given}, follow=True)


def test_a_draft_without_a_language_of_the_province_says_so_until_it_has_it(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    assert "Ê Đê" not in remarks(message)
    page = record(as_("officer"), language="rad").content.decode()
    assert "Recorded" in page and "Ê Đê" in page
    assert "need the language “Ê Đê”" in remarks(message)
    add_language(message, "rad")
    assert "Ê Đê" not in remarks(message)


def test_a_language_without_a_name_here_is_recorded_and_written_by_its_code(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    record(as_("officer"), code="LAO")
    assert AreaLanguage.objects.get().language == "lo"
    assert "need the language “Lao”" in remarks(message)
    as_("officer").post(reverse("desk:message_language_add", args=[message.pk]), {"language": "tyz", "code": "lo"})
    assert message.variants.filter(language="lo").exists()
    assert "Lao" in as_("officer").get(reverse("desk:message", args=[message.pk])).content.decode()


@pytest.mark.parametrize("given", [{"code": "xyz"}, {"code": "tai"}, {}, {"language": "rad", "source": ""}])
def test_what_is_no_language_or_comes_from_nowhere_is_refused(as_, given: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    page = record(as_("officer"), **given).content.decode()
    assert not AreaLanguage.objects.exists()
    assert "ISO 639 code" in page or "required" in page


def test_a_language_is_taken_away_again(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    record(as_("officer"), language="rad")
    as_("officer").post(reverse("desk:area_language_drop", args=[AreaLanguage.objects.get().pk]))
    assert not AreaLanguage.objects.exists()


def test_a_long_sms_says_what_it_costs_at_the_dearest_line(message: Message) -> None:
    long = "Vĩnh Phúc: ở nhà khi có thể. " * 8
    assert "dong a recipient" not in remarks(message, Form.SHORT, long)
    for name, price in (("a", 350), ("b", 400), ("c", None)):
        Line.objects.create(name=name, channel="sms", price=price)
    assert "costs 1600 dong a recipient" in remarks(message, Form.SHORT, long)
