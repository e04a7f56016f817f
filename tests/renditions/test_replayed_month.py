"""A month of a real wave, day by day: every number in every file of its messages is the release's, or has its reason.

Vĩnh Phúc, 20 November to 19 December 2021, at the three levels that it came to. Files are made as they leave and read
back from their bytes; what they have to say is counted from the CSV. A PNG has the page of its SVG and its words, so it
is made on the days on which a level begins.
"""

from collections.abc import Collection, Iterator
from datetime import date

import pytest
from django.test import override_settings
from each_form import MUST_SAY, SPOKEN, Reading, problems_of, read
from released_month import AFTERWARDS, LEVELS, SITE, Month, replay
from told import NEW, WAVE, WEEK

from vungxanh.messages.models import Message
from vungxanh.messages.plain import make_plain
from vungxanh.messages.quoting import Change, quoting
from vungxanh.messages.redraft import redraft
from vungxanh.renditions.forms import FORMS, forms_for
from vungxanh.renditions.read import languages_of, said_of

pytestmark = pytest.mark.django_db
CORRECTED, COUNTED_AGAIN = date(2021, 12, 8), 73  # 37 cases were released
PNG = {key for key in FORMS if key.endswith("-png")}
PLAIN = "sms-plain"  # Vietnamese only


@pytest.fixture
def month(db) -> Iterator[Month]:
    with override_settings(PUBLIC_URL=SITE, VUNGXANH_EXERCISE=False):
        yield replay()


def files_of(message: Message, but: Collection[str]) -> Iterator[Reading]:
    """Every form in every language, made and read back."""
    for language in languages_of(message):
        said = said_of(message, language)
        for form in forms_for(said):
            if form.key not in but:
                yield read(form.key, form.make(said), language)


def test_every_form_has_its_reader() -> None:
    assert MUST_SAY.keys() | set(SPOKEN) == FORMS.keys()


def test_every_number_in_every_file_of_the_month_is_its_releases(month: Month) -> None:
    problems, files = [], 0
    for day, message in month.messages.items():
        for file in files_of(message, but=SPOKEN if day in LEVELS else {*SPOKEN, *PNG}):
            files += 1
            found = problems_of(file, month.told(message, file.language))
            problems += [f"{day} {file.language} {file.form}: {one}" for one in found]
    assert problems == []
    assert len(month.messages) == 30
    assert files == 30 * (2 * len(MUST_SAY.keys() - PNG - {PLAIN}) + 1) + len(LEVELS) * 2 * len(PNG)


def test_a_corrected_figure_is_listed_wherever_it_was_quoted_and_every_file_of_each_redraft_says_the_new_one(
    month: Month,
) -> None:
    correction = month.correct(CORRECTED, COUNTED_AGAIN)
    listed = quoting(correction)
    assert {one.message: set(one.changes) for one in listed} == changes_to_expect(month)
    problems, old = [], set()
    for one in listed:
        again = redraft(one.message, correction, by=month.stage.user, at=AFTERWARDS)
        make_plain(again)
        for file in files_of(again, but={*SPOKEN, *PNG}):
            found = problems_of(file, month.told_again(again, file.language, CORRECTED, COUNTED_AGAIN))
            problems += [f"{again.day} {file.language} {file.form}: {sentence}" for sentence in found]
            if not problems_of(file, month.told_again(again, file.language, CORRECTED, month.rows[CORRECTED][0])):
                old.add((again.day, file.form))
    assert problems == []
    assert {form for day, form in old if day == CORRECTED} == {"banner-pdf"}, "it has no figures"
    assert {form for _day, form in old} == {"banner-pdf", "sms", PLAIN, "led-txt"}, "later days' own are as they were"


def changes_to_expect(month: Month) -> dict[Message, set[Change]]:
    """The day itself, six more days whose week holds it, and every later day for its wave."""
    more = COUNTED_AGAIN - month.rows[CORRECTED][0]
    expected = {}
    for day, message in month.messages.items():
        if day >= CORRECTED:
            names = [NEW] * (day == CORRECTED) + [WEEK] * ((day - CORRECTED).days < 7) + [WAVE]
            old = month.told(message, "vi").figures
            expected[message] = {Change(name, old[name], old[name] + more) for name in names}
    return expected
