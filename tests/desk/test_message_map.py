"""The message map: few sentences for an audience, each with what supports it, beside the draft with its own figures."""

import pytest
from django.urls import reverse

from vungxanh.messages.bound import values
from vungxanh.messages.message_map import message_map
from vungxanh.messages.models import KeyMessage, Message

from .conftest import TODAY, World
from .test_area_languages import message  # noqa: F401  (fixture)

GIVEN = {
    "theme": "dien-bien-ngay", "audience": "", "text_vi": "Ở nhà khi có thể.", "text_en": "Stay home when you can.",
    "support_vi": "Hôm nay {place} có {new_cases} ca.\nGọi {hotline}.",
    "support_en": "{new_cases} cases today in {place}.\nCall {hotline}.",
    "source": "12/TB-SYT", "valid_from": TODAY.isoformat(), "valid_to": "",
}  # fmt: skip


def record(client, **given: str) -> str:  # type: ignore[no-untyped-def]
    return client.post(reverse("desk:key_messages"), GIVEN | given, follow=True).content.decode()


def test_a_key_message_stands_beside_the_draft_with_the_figures_of_its_day(message: Message, as_) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    record(as_("officer"))
    vi, en = message_map(message, values(message))
    assert [vi.message.reads, *(one.reads for one in vi.support)] == [
        "Ở nhà khi có thể.", "Hôm nay Vĩnh Phúc có 264 ca.", "Gọi 1022.",
    ]  # fmt: skip
    assert en.support[0].words == "{new_cases} cases today in {place}."
    page = as_("officer").get(reverse("desk:message_edit", args=[message.pk])).content.decode()
    assert 'data-write="Hôm nay {place} có {new_cases} ca."' in page and "Hôm nay Vĩnh Phúc có 264 ca." in page
    assert "2 XÂY - 3 CHỐNG" in page, "the plan's own key messages stand there too"


def test_what_is_for_the_audience_comes_before_what_is_for_all_and_other_themes_do_not_come(
    message: Message,  # noqa: F811
    as_,  # type: ignore[no-untyped-def]
) -> None:
    record(as_("officer"))
    record(as_("officer"), audience=message.audience, text_vi="Cho nhóm này.")
    record(as_("officer"), audience="nhom-1", text_vi="Cho nhóm khác.")
    record(as_("officer"), theme="tin-gia", text_vi="Chủ đề khác.")
    told = [one.message.reads for one in message_map(message, values(message)) if one.language == "vi"]
    assert told == ["Cho nhóm này.", "Ở nhà khi có thể."]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"support_vi": "a\nb\nc\nd"}, "At most 3 supporting facts"),
        ({"text_en": "{beds} and {icu}"}, "no bound field {beds}, {icu}"),
        ({"valid_to": "2021-11-01"}, "ends before it begins"),
        ({"source": ""}, "required"),
    ],
)
def test_what_cannot_be_used_is_refused_and_what_was_typed_stays(world: World, as_, wrong, said) -> None:  # type: ignore[no-untyped-def]
    page = record(as_("officer"), **wrong)
    assert said in page and "Ở nhà khi có thể." in page
    assert not KeyMessage.objects.exists()


def test_a_fourth_for_the_same_people_waits_until_one_of_the_three_ends(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    for number in range(3):
        record(as_("officer"), text_vi=f"Câu {number}.")
    assert "already. End one of them first" in record(as_("officer"), text_vi="Câu 4.")
    as_("officer").post(reverse("desk:key_message_end", args=[KeyMessage.objects.first().pk]))  # type: ignore[union-attr]
    record(as_("officer"), text_vi="Câu 4.")
    assert KeyMessage.objects.filter(text_vi="Câu 4.").exists() and KeyMessage.objects.count() == 3
