"""Every sentence of the program has its Vietnamese, and what is compiled is what is written.

No GNU gettext is needed: Babel reads the catalogue, Django and Babel gather what the program says. After a change run
`make messages`; without gettext edit django.po by hand and run `pybabel compile -d src/vungxanh/locale -D django`.
"""

import gettext
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import vungxanh

PACKAGE = Path(vungxanh.__file__).parent
WRITTEN = PACKAGE / "locale/vi/LC_MESSAGES/django.po"
COMPILED = WRITTEN.with_suffix(".mo")
KEYWORDS = DEFAULT_KEYWORDS | {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext")}
KEYWORDS |= {"gettext_noop": None, "npgettext_lazy": DEFAULT_KEYWORDS["npgettext"]}

# Names, and words quoted as a document prints them, are Vietnamese in English too.
VIETNAMESE_IN_ENGLISH = (
    "Vùng Xanh", "Vĩnh Yên", "3421/QĐ-UBND", "tỉnh, huyện, phường, xã", "số điện thoại", "thư điện tử", "ngày",
    "huyện", "xã",
)  # fmt: skip

Said = tuple[str | None, str | tuple[str, ...]]
PLACEHOLDER = re.compile(r"%\((\w+)\)[-+0 #]*\d*(?:\.\d+)?([a-z])|%()([sd])|\{(\w+)\}()")
TAG = re.compile(r"<[^>]+>")


def forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


def sources() -> Iterator[tuple[Path, str]]:
    """The program's files as Python source; of a template only its sentences are left, each line unindented."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, path.read_text("utf-8")
    for path in sorted([*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.txt")]):
        python = templatize(path.read_text("utf-8"), origin=str(path))
        yield path, "\n".join(line.lstrip() for line in python.splitlines())


@cache
def what_the_program_says() -> dict[Said, str]:
    """(context, sentence or singular with plural) → the file and line that says it first."""
    said: dict[Said, str] = {}
    for path, python in sources():
        found = extract("python", BytesIO(python.encode()), KEYWORDS, options={"encoding": "utf-8"})
        for line, words, _comments, context in found:
            if any(forms(words)):
                said.setdefault((context, words), f"{path.relative_to(PACKAGE)}:{line}")
    return said


@cache
def catalogue() -> Catalog:
    with WRITTEN.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def entries() -> list[Message]:
    return [entry for entry in catalogue() if entry.id]


def compiled(binary: bytes) -> tuple[dict[object, str], dict[str, str]]:
    reading = gettext.GNUTranslations(BytesIO(binary))
    return reading._catalog, reading.info()  # type: ignore[attr-defined]


def listing(problems: list[str]) -> str:
    return "\n  ".join(["", *problems])


def placeholders(text: str) -> Counter[str]:
    return Counter("".join(found) for found in PLACEHOLDER.findall(text.replace("%%", "")))


def test_gathering_finds_sentences_of_python_and_of_templates_one_by_one_and_by_number() -> None:
    said = what_the_program_says()
    assert said[None, "You prepared this release; a second person has to sign it."].startswith("figures/refusals.py:")
    assert said[None, "No figures have been released yet."].startswith("portal/templates/")
    assert (None, ("%(n)s day", "%(n)s days")) in said
    assert len(said) > 800


def test_every_sentence_of_the_program_has_its_vietnamese() -> None:
    missing = []
    for (context, words), where in what_the_program_says().items():
        entry = catalogue().get(words, context)
        if entry is None or not any(forms(entry.string)) or isinstance(entry.id, str) != isinstance(words, str):
            missing.append(f"{where}  {forms(words)[0]!r}")
    assert not missing, f"{len(missing)} sentences have no Vietnamese:{listing(missing)}"


def test_the_catalogue_keeps_no_sentence_that_nobody_says() -> None:
    said = {(context, forms(words)[0]) for context, words in what_the_program_says()}
    unsaid = [repr(entry.id) for entry in entries() if (entry.context, forms(entry.id)[0]) not in said]
    unsaid += [f"obsolete: {words!r}" for words in catalogue().obsolete]
    assert not unsaid, f"Remove them from {WRITTEN.name}:{listing(unsaid)}"


def test_nothing_is_a_guess_and_one_form_serves_every_number() -> None:
    assert catalogue().num_plurals == 1
    assert not [entry.id for entry in entries() if entry.fuzzy or (entry.pluralizable and len(entry.string) != 1)]


def test_what_is_compiled_is_what_is_written() -> None:
    fresh = BytesIO()
    write_mo(fresh, catalogue())
    wanted, _ = compiled(fresh.getvalue())
    found, header = compiled(COMPILED.read_bytes())
    differing = [repr(key) for key in wanted.keys() | found.keys() if key and wanted.get(key) != found.get(key)]
    assert not differing, f"Compile {WRITTEN.name} again:{listing(sorted(differing))}"
    assert header["plural-forms"] == "nplurals=1; plural=0;"


@pytest.mark.parametrize("pattern", ["placeholders", "tags"])
def test_what_is_filled_in_and_marked_up_is_the_same_in_both_languages(pattern: str) -> None:
    parts = placeholders if pattern == "placeholders" else lambda text: Counter(TAG.findall(text))
    wrong = []
    for entry in entries():
        wanted, *found = (parts(text) for text in (forms(entry.id)[-1], *forms(entry.string)))
        wrong += [f"{entry.id!r}: {dict(wanted)} ≠ {dict(one)}" for one in found if set(one) != set(wanted)]
    assert not wrong, listing(wrong)


def test_every_vietnamese_text_is_composed_unicode_without_stray_spaces() -> None:
    wrong = [
        repr(text)
        for entry in entries()
        for text in forms(entry.string)
        if not unicodedata.is_normalized("NFC", text) or text != text.strip() or "  " in text
    ]
    assert not wrong, listing(wrong)


def test_english_is_complete_because_the_program_speaks_it() -> None:
    wrong = []
    for (_context, words), where in what_the_program_says().items():
        for text in forms(words):
            rest = text
            for name in VIETNAMESE_IN_ENGLISH:
                rest = rest.replace(name, "")
            if any(letter.isalpha() and not letter.isascii() for letter in rest):
                wrong.append(f"{where}  {text!r}")
    assert not wrong, listing(wrong)


def test_the_catalogue_names_no_translator_and_no_day() -> None:
    header = dict(catalogue().mime_headers)
    written = WRITTEN.read_text("utf-8").split("\n\n", 1)[0]
    assert header["Content-Type"].lower() == "text/plain; charset=utf-8"
    named = re.findall(r'^"(Last-Translator|Language-Team|[\w-]+-Date):', written, re.MULTILINE)
    assert not named, f"Take {', '.join(named)} out of the head of {WRITTEN.name}; a date would change at every run."
