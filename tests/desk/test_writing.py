"""The writing desk: fields chosen instead of numbers typed, remarks beside the text, voices, what is kept."""

from io import BytesIO

import numpy as np
import pytest
import soundfile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from vungxanh.desk.seat import Seat
from vungxanh.desk.to_say import unwritten
from vungxanh.desk.writing.checks import remarks_on
from vungxanh.duties.expand import expand_day
from vungxanh.levels.declare import declare
from vungxanh.messages.articles import approve_article, approved_articles, words_hash
from vungxanh.messages.bound import values
from vungxanh.messages.draft import rewrite
from vungxanh.messages.languages import check_language
from vungxanh.messages.lock import fingerprint
from vungxanh.messages.models import Article, DayTheme, Fact, Form, Message, Recording

from .conftest import TODAY, World, at
from .outbox import approved


@pytest.fixture
def message(world: World, as_) -> Message:  # type: ignore[no-untyped-def]
    speech = unwritten(Seat(world.people["officer"], world.province, at(17, 10)))[0]
    as_("officer").post(reverse("desk:message_draft", args=[speech.duty.id, speech.slot]))
    return Message.objects.get()


def to(name: str, *arguments: object) -> str:
    return reverse(f"desk:{name}", args=arguments)


def saved(message: Message, **words: str) -> dict[str, str]:
    """The editor's form as it would be sent, with other words for `language_form`."""
    form = {"read": fingerprint(message)}
    for one in message.variants.all():
        subject, text = one.written
        form |= {f"subject-{one.pk}": subject, f"text-{one.pk}": words.get(f"{one.language}_{one.form}", text)}
    return form


def sound(seconds: float = 2.0, level: float = 0.5) -> SimpleUploadedFile:
    file = BytesIO()
    soundfile.write(file, np.sin(np.arange(int(16_000 * seconds)) / 8) * level, 16_000, format="WAV")
    return SimpleUploadedFile("Giọng đọc.wav", file.getvalue())


def test_the_editor_shows_fields_by_name_and_what_they_say(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    page = as_("officer").get(to("message_edit", message.pk)).content.decode()
    assert "{new_cases}" in page and 'data-write="{new_deaths}"' in page
    assert values(message)["vi"]["new_cases"] in page


def test_a_field_that_does_not_exist_is_named_and_nothing_is_lost(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    before = fingerprint(message)
    form = saved(message, vi_short="{place}: {so_ca} ca. {beds} giường.")
    page = as_("officer").post(to("message_edit", message.pk), form).content.decode()
    assert "{so_ca}" in page and "{place}: {so_ca} ca." in page
    assert fingerprint(message) == before


def test_the_preview_says_the_filled_text_its_parts_and_what_to_look_at(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    short = message.variants.get(language="vi", form=Form.SHORT)
    asked = {"variant": short.pk, "words": "{place} {day}: 264 ca mới. Hãy ở nhà. Hỏi {hotline}"}
    page = as_("officer").post(to("message_preview", message.pk), asked).content.decode()
    assert "Vĩnh Phúc" in page and "SMS part" in page
    assert "typed by hand" in page and 'data-fix="{new_cases}"' in page
    short.refresh_from_db()
    assert "264 ca mới. Hãy" not in short.written[1]


def test_what_must_be_looked_at_stands_where_approval_is_asked_for(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    rewrite(message.variants.get(language="vi", form=Form.SHORT), subject="", words="{place} {day}: 264 ca mới.")
    assert any(one.piece.startswith("264") for _variant, one in remarks_on(message))
    assert "Look at this first" in as_("officer").get(to("message", message.pk)).content.decode()


def test_an_ede_voice_is_uploaded_heard_and_read_by_somebody_else(message: Message, world: World, as_) -> None:  # type: ignore[no-untyped-def]
    officer, second = as_("officer"), as_("second")
    officer.post(to("message_language_add", message.pk), {"language": "rad"})
    officer.post(to("message_record", message.pk, "rad"), {"file": sound()})
    kept = Recording.objects.get()
    assert round(kept.seconds) == 2 and "Ê Đê" in officer.get(to("message", message.pk)).content.decode()
    heard = second.get(to("message_recording", message.pk, "rad"))
    assert heard["Content-Type"] == "audio/wav" and heard.content[:4] == b"RIFF"
    second.post(to("message_language_check", message.pk, "rad"))
    assert "read and found right" in second.get(to("message", message.pk)).content.decode()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("a.mp3", b"ID3 this is no sound"), "no sound file"),
        (sound(level=0.0), "Nothing is to be heard"),
        (sound(seconds=0.1), "shorter than half a second"),
    ],
    ids=["text", "silence", "a click"],
)
def test_what_is_no_voice_is_refused_with_what_to_do(message: Message, as_, file, said: str) -> None:  # type: ignore[no-untyped-def]
    officer = as_("officer")
    officer.post(to("message_language_add", message.pk), {"language": "rad"})
    file.seek(0)
    page = officer.post(to("message_record", message.pk, "rad"), {"file": file}, follow=True).content.decode()
    assert said in page and not Recording.objects.exists()


def test_the_seal_covers_a_voice(message: Message, world: World, as_) -> None:  # type: ignore[no-untyped-def]
    as_("officer").post(to("message_language_add", message.pk), {"language": "rad"})
    before = fingerprint(message)
    as_("officer").post(to("message_record", message.pk, "rad"), {"file": sound()})
    assert fingerprint(message) != before
    check_language(message.variants.get(language="rad"), by=world.people["second"], at=at(17, 20))


def test_a_fact_is_recorded_once_and_said_by_drafts_from_then_on(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    assert values(message)["vi"]["supply_points"] == "[chưa có: điểm cấp phát lương thực, thuốc]"
    fact = {"key": "supply_points", "text_vi": "Nhà văn hóa xã", "text_en": "Culture house", "valid_from": TODAY,
            "document": "12/TB-UBND"}  # fmt: skip
    as_("officer").post(to("facts"), fact)
    assert values(message)["vi"]["supply_points"] == "Nhà văn hóa xã"
    assert values(message)["en"]["supply_points"] == "Culture house"
    as_("officer").post(to("fact_end", Fact.objects.get().pk))
    assert values(message)["vi"]["supply_points"].startswith("[chưa có")


def test_a_fact_for_the_audience_goes_before_one_for_all(message: Message, world: World) -> None:
    for audience, text in (("", "mọi người"), (message.audience, "nhóm này"), ("khac", "nhóm khác")):
        Fact.objects.create(
            key="measures", place=world.province, audience=audience, text_vi=text, text_en="x", valid_from=TODAY,
            document="1", recorded_by=world.people["officer"], recorded_at=at(17),
        )  # fmt: skip
    assert values(message)["vi"]["measures"] == "nhóm này"


def test_the_theme_of_the_day_is_offered_right_after_the_situation(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    seat = Seat(world.people["officer"], world.province, at(17, 10))
    declare(world.adopted, world.province, "cap-3", document="05/QĐ-DT", valid_from=TODAY, by=seat.user, at=at(17, 5))
    expand_day(world.adopted, TODAY)
    as_("officer").post(to("day_theme"), {"theme": "tin-gia", "last": "2021-11-20", "reason": "a rumour about salt"})
    assert DayTheme.objects.get().last.isoformat() == "2021-11-20"
    by_slot = {one.slot: one.theme for one in unwritten(seat) if one.duty.id == "vp-l3-releases"}
    assert by_slot[1] == "dien-bien-ngay"
    assert by_slot[2] == "tin-gia"


def test_an_approved_message_is_found_without_accents_and_its_words_are_used_again(
    message: Message, world: World, as_
) -> None:  # type: ignore[no-untyped-def]
    old = approved(world, 9, text="Hạn chế ra ngoài sau 18 giờ.")
    officer = as_("officer")
    page = officer.get(to("library"), {"q": "han che RA ngoai"}).content.decode()
    assert to("message", old.pk) in page
    assert to("message", old.pk) not in officer.get(to("library"), {"q": "khẩu trang vàng"}).content.decode()
    officer.post(to("message_take", message.pk, old.pk))
    message.refresh_from_db()
    assert message.taken_from == old
    assert "Hạn chế ra ngoài sau 18 giờ." in message.variants.get(language="vi", form=Form.SHORT).text


def test_a_guide_is_approved_by_another_person_and_waits_again_when_a_letter_changes(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    officer, second = as_("officer"), as_("second")
    words = {"kind": "guide", "theme": "thong-diep", "order": "1", "title_vi": "Cách ly tại nhà",
             "text_vi": "Mở cửa sổ.", "source": "Sở Y tế"}  # fmt: skip
    officer.post(to("article_add"), words)
    article = Article.objects.get()
    page = second.get(to("article", article.pk)).content.decode()
    read = page.split('name="read" value="')[1].split('"')[0]
    officer.post(to("article_approve", article.pk), {"read": read})
    assert approved_articles(world.province, "guide") == []
    second.post(to("article_approve", article.pk), {"read": read})
    assert approved_articles(world.province, "guide") == [article]
    officer.post(to("article", article.pk), words | {"text_vi": "Mở cửa sổ!"})
    assert approved_articles(world.province, "guide") == []


def test_a_story_needs_the_consent_of_whoever_is_in_it(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    words = {"kind": "story", "theme": "thong-diep", "order": "1", "title_vi": "Tổ COVID", "text_vi": "Giúp nhau.",
             "source": "Hội phụ nữ"}  # fmt: skip
    as_("officer").post(to("article_add"), words)
    article = Article.objects.get()
    read = as_("second").get(to("article", article.pk)).content.decode().split('name="read" value="')[1].split('"')[0]
    page = as_("second").post(to("article_approve", article.pk), {"read": read}, follow=True).content.decode()
    assert "who agreed to be named" in page
    Article.objects.update(consent="Bà Tư, bằng lời, 15/11")
    read = as_("second").get(to("article", article.pk)).content.decode().split('name="read" value="')[1].split('"')[0]
    as_("second").post(to("article_approve", article.pk), {"read": read})
    assert approved_articles(world.province, "story") == [article]
    Article.objects.update(consent="không ai")
    assert approved_articles(world.province, "story") == []


def test_a_comment_is_made_and_settled(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    as_("second").post(to("message_comment", message.pk), {"text": "Which district?"})
    assert "Which district?" in as_("officer").get(to("message", message.pk)).content.decode()
    as_("officer").post(to("message_comment_settle", message.pk, message.comments.get().pk))
    assert message.comments.get().settled_at is not None


def test_the_editor_asks_as_many_queries_for_twenty_fields_as_for_one(
    message: Message, as_, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    client = as_("officer")
    client.get(to("message_edit", message.pk))
    with django_assert_max_num_queries(60):
        client.get(to("message_edit", message.pk))


def test_a_guide_that_waits_is_on_the_home_screen_of_whoever_may_approve_it(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    words = {"kind": "guide", "theme": "thong-diep", "order": "1", "title_vi": "Cách ly tại nhà",
             "text_vi": "Mở cửa sổ.", "source": "Sở Y tế"}  # fmt: skip
    as_("officer").post(to("article_add"), words)
    one = to("article", Article.objects.get().pk)
    home = {name: as_(name).get("/ban-lam-viec/").content.decode() for name in ("second", "officer", "reader")}
    assert [one in home[name] for name in ("second", "officer", "reader")] == [True, False, False]
    as_("second").post(to("article_approve", Article.objects.get().pk), {"read": words_hash(Article.objects.get())})
    assert one not in as_("second").get("/ban-lam-viec/").content.decode()


def test_a_theme_that_is_refused_names_what_is_wrong_and_keeps_what_was_typed(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    typed = {"theme": "tin-gia", "last": "2021-11-20", "reason": "a rumour about salt " * 20}
    page = as_("officer").post(to("day_theme"), typed).content.decode()
    assert "at most 300 characters" in page and "a rumour about salt a rumour" in page and "2021-11-20" in page
    assert "from the list" not in page and "between today" not in page
    wrong = {"theme": "nothing", "last": "2022-11-20", "reason": "a rumour"}
    page = as_("officer").post(to("day_theme"), wrong).content.decode()
    assert "Choose a theme from the list" in page and "between today and 90 days" in page and "a rumour" in page
    assert not DayTheme.objects.exists()


def test_the_public_finds_the_handbook_as_soon_as_a_guide_of_it_is_approved(world: World, client) -> None:  # type: ignore[no-untyped-def]
    page, book = "/thong-bao/", 'href="/so-tay/vi.pdf"'
    article = Article.objects.create(
        kind="guide", place=world.province, theme="thong-diep", title_vi="Cách ly tại nhà", text_vi="Mở cửa sổ.",
        source="Sở Y tế", author=world.people["officer"], written_at=at(17, 1),
    )  # fmt: skip
    assert book not in client.get(page).content.decode()
    approve_article(article, by=world.people["second"], at=at(17, 2), read=words_hash(article))
    assert book in client.get(page).content.decode()


def test_a_form_that_cannot_be_made_says_what_to_change_and_is_nobody_s_to_refuse(message: Message, as_) -> None:  # type: ignore[no-untyped-def]
    rewrite(
        message.variants.get(language="vi", form="long"), subject="Tình hình 😷", words="{place}: đeo khẩu trang 😷."
    )
    for form in ("poster-pdf", "press-release-pdf", "infographic-square-png"):
        answer = as_("officer").get(to("message_file", message.pk, "vi", form))
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "😷 (U+1F637)" in page and "Không thuộc quyền của bạn" not in page
    assert as_("officer").get(to("message_file", message.pk, "vi", "press-release-docx")).status_code == 200
