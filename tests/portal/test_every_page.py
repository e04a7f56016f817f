"""Every public address answers anonymously, in both languages, empty or full, and tells nothing private."""

import csv
import re

import pytest
from django.core.cache import cache
from django.test import Client

import factories
from vungxanh.levels.models import Proposal

ADDRESSES = [
    "/",
    "/so-lieu/",
    "/so-lieu/?thang=2021-11",
    "/so-lieu/dinh-chinh/",
    "/so-lieu/tu-dien/",
    "/thong-bao/",
    "/thong-bao/?chu-de=thong-diep",
    "/ke-hoach/",
    "/ke-hoach/khong-lam/",
    "/bao-cao/",
    "/bao-cao/uy-ban/",
    "/gioi-thieu/",
]
OF_THE_PROVINCE = [
    "/so-lieu/1/",
    "/so-lieu/26/",
    "/so-lieu/ngay.csv",
    "/so-lieu/ngay.json",
    "/so-lieu/1.csv",
    "/so-lieu/1.json",
    "/so-lieu/noi/26.csv",
    "/so-lieu/tu-dien.json",
]
BOTH = ["", "/en"]


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("address", [a for a in ADDRESSES if "?" not in a])
def test_a_fresh_database_shows_calm_pages(
    client: Client, db: None, evening: None, language: str, address: str
) -> None:
    answer = client.get(language + address)
    assert answer.status_code == 200
    assert "1022" in answer.content.decode()


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("address", ADDRESSES + OF_THE_PROVINCE)
def test_every_page_is_open_and_private_facts_stay_inside(
    client: Client, province, language: str, address: str
) -> None:
    answer = client.get(language + address)
    assert answer.status_code == 200
    text = answer.getvalue().decode()
    for secret in ("bi-mat", "Soạn Thảo", "Ký Thứ Hai", "BẢN THẢO", "CHƯA GỬI", "849000000"):
        assert secret not in text
    assert not answer.cookies
    assert not re.search(r"<script|https?://(?!www\.w3\.org)|style=", text)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_home_page_tells_level_figures_and_who_says_so(client: Client, province) -> None:
    text = " ".join(client.get("/en/").content.decode().split())
    assert "Level 3" in text
    assert "04/QĐ-DT" in text
    assert "27 November 2021" in text
    assert "Ban Chỉ đạo phòng, chống dịch Covid-19 tỉnh" in text
    assert "<dt>new cases</dt><dd>40</dd>" in text
    assert "<dt>deaths in the day</dt><dd>0</dd>" in text
    assert "As of 17:00 on 3 December 2021" in text
    assert 'signed by <span lang="vi">Sở Y tế tỉnh Vĩnh Phúc</span>' in text


def test_a_waiting_proposal_is_said_in_public(client: Client, province) -> None:
    text = client.get("/en/").content.decode()
    assert "point to another level; the province is considering" in text
    assert "Level 3 stays in force" in text


def test_the_plan_shows_what_the_waiting_rule_read(client: Client, province) -> None:
    text = client.get("/en/ke-hoach/").content.decode()
    assert "ca trong đợt dịch: <strong>1,058</strong>" in text
    assert "701 – 1,000" in text


def test_a_count_above_every_level_is_called_so(client: Client, province) -> None:
    Proposal.objects.all().delete()
    factories.propose(province.plan, province.releases[factories.LAST], "", current="cap-3", value=3040)
    assert "above every level of the plan; the province is considering" in client.get("/en/").content.decode()


def test_missed_duties_come_first_in_the_report(client: Client, province) -> None:
    text = client.get("/en/bao-cao/uy-ban/").content.decode()
    assert text.index("1. Missed duties") < text.index("2. Duties by state")
    assert re.search(r'<td class="n">9</td>\s*<td class="n">3</td>', text)


def test_a_correction_is_listed_with_both_numbers_and_the_reason(client: Client, province) -> None:
    text = client.get("/en/so-lieu/dinh-chinh/").content.decode()
    assert "<del>56</del> → <ins>55</ins>" in text
    assert "Một ca được tính hai lần" in text


def test_the_downloads_carry_the_latest_correction_and_blank_for_not_reported(client: Client, province) -> None:
    rows = {row["date"]: row for row in csv.DictReader(client.get("/so-lieu/ngay.csv").content.decode().splitlines())}
    assert rows["2021-11-18"]["new_cases"] == "55"
    assert rows["2021-11-18"]["severe"] == ""
    days = client.get("/so-lieu/ngay.json").json()["days"]
    assert len(days) == len(rows) == 40
    assert days[-1]["figures"] == {"new_cases": 40, "new_deaths": 0, "severe": None}


def test_a_draft_or_unsent_message_has_no_page(client: Client, province) -> None:
    for message in province.hidden:
        assert client.get(f"/thong-bao/{message.pk}/").status_code == 404


def test_a_message_changed_after_approval_disappears(client: Client, province) -> None:
    message = province.messages[0]
    assert client.get(f"/thong-bao/{message.pk}/").status_code == 200
    variant = message.variants.first()
    variant.text += "."
    variant.save()
    assert client.get(f"/thong-bao/{message.pk}/").status_code == 404
    assert variant.text not in client.get("/en/").content.decode()


def test_an_exercise_says_so_on_every_page(client: Client, province, settings) -> None:
    for address in [*ADDRESSES, "/khong-co/"]:
        assert "DIỄN TẬP" in client.get(address).content.decode()
    settings.VUNGXANH_EXERCISE = False
    assert "DIỄN TẬP" not in client.get("/").content.decode()


def test_nothing_later_than_the_moment_of_the_site_is_shown(client: Client, province, settings) -> None:
    settings.VUNGXANH_NOW = "2021-11-18T18:00:00+07:00"
    text = client.get("/en/").content.decode()
    assert "<dd>56</dd>" in text
    assert "01/QĐ-DT" not in text
    assert "02/QĐ-DT" in text
    assert client.get("/so-lieu/26/").status_code == 404


def test_a_page_that_did_not_change_is_not_sent_again(client: Client, province) -> None:
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize("month", ["2021-13", "khong", "2020-01"])
def test_a_month_without_releases_is_not_found(client: Client, province, month: str) -> None:
    assert client.get(f"/so-lieu/?thang={month}").status_code == 404


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 23),
        ("/so-lieu/", 6),
        ("/so-lieu/1/", 11),
        ("/so-lieu/1.csv", 6),
        ("/so-lieu/1.json", 6),
        ("/so-lieu/noi/26.csv", 7),
        ("/so-lieu/tu-dien/", 3),
        ("/so-lieu/tu-dien.json", 2),
        ("/so-lieu/dinh-chinh/", 8),
        ("/thong-bao/", 15),
        ("/ke-hoach/", 10),
        ("/ke-hoach/khong-lam/", 5),
        ("/bao-cao/", 9),
        ("/bao-cao/uy-ban/", 21),
        ("/gioi-thieu/", 2),
        ("/so-lieu/ngay.csv", 5),
    ],
)
def test_a_page_asks_few_questions_of_the_database(
    client: Client, province, django_assert_max_num_queries, address: str, most: int
) -> None:
    client.get(address)
    cache.clear()
    with django_assert_max_num_queries(most):
        client.get(address)
