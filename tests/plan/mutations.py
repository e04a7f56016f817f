"""Two hundred ways to break a plan file, the same two hundred on every run.

Each mutation is a name, the broken bytes, and whether the file must be refused.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

NEEDED_DUTY_KEYS = (
    "id",
    "agency",
    "with",
    "action",
    "kind",
    "modality",
    "channel",
    "audience",
    "level",
    "scope",
    "source",
)
NEEDED_TOP_KEYS = ("schema", "plan", "levels", "agencies", "audiences", "channels", "duties")


@dataclass(frozen=True)
class Mutation:
    name: str
    raw: bytes
    refused: bool = True


def two_hundred(plan: bytes) -> list[Mutation]:
    """Deterministic: the seed is fixed, so a failure can be run again by its name."""
    chance = random.Random(2021)
    found = list(_whole_file(plan))
    kinds = (_delete_key, _swap_type, _wrong_reference, _wrong_word, _break_line, _repeat_key)
    turn = 0
    while len(found) < 200:
        mutation = kinds[turn % len(kinds)](plan.decode(), chance)
        found.append(Mutation(f"{turn}-{mutation.name}", mutation.raw, mutation.refused))
        turn += 1
    return found


def _whole_file(plan: bytes) -> Iterator[Mutation]:
    text = plan.decode()
    first_duty = text.index("  - id: vp-daily-topic")

    def with_duty(line: str) -> bytes:
        """A line put into the first duty, after its id."""
        end = text.index("\n", first_duty) + 1
        return (text[:end] + f"    {line}\n" + text[end:]).encode()

    def swapped(old: str, new: str) -> bytes:
        assert old in text, old
        return text.replace(old, new, 1).encode()

    yield Mutation("empty", b"")
    yield Mutation("only-spaces", b" \n\n  \n")
    yield Mutation("only-a-comment", b"# nothing here\n")
    yield Mutation("zero-bytes", plan[:500] + b"\0\0" + plan[500:])
    yield Mutation("binary", random.Random(1).randbytes(4000))
    yield Mutation("a-png", b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(900))
    yield Mutation("windows-1258", text.encode("cp1258", "replace"))
    yield Mutation("utf-16", text.encode("utf-16"))
    yield Mutation("latin-1-byte", plan.replace("Vĩnh".encode(), b"V\xecnh", 1))
    yield Mutation("byte-order-mark", b"\xef\xbb\xbf" + plan)
    yield Mutation("loose-accents", unicodedata.normalize("NFD", text).encode())
    yield Mutation("one-loose-accent", plan.replace("ế".encode(), unicodedata.normalize("NFD", "ế").encode(), 1))
    yield Mutation("windows-line-ends", plan.replace(b"\n", b"\r\n"), refused=False)
    yield Mutation("old-mac-line-ends", plan.replace(b"\n", b"\r"), refused=False)
    yield Mutation("tabs", plan.replace(b"\n    agency", b"\n\tagency", 1))
    yield Mutation("tabs-everywhere", plan.replace(b"    ", b"\t"))
    yield Mutation("control-character", swapped("Vĩnh Phúc", "Vĩnh\x07Phúc"))
    yield Mutation("zero-width-space", swapped("Vĩnh Phúc", "Vĩnh\u200b Phúc"))
    yield Mutation("a-space-that-nfc-replaces", swapped("Vĩnh Phúc", "Vĩnh\u2000Phúc"))
    yield Mutation("an-endless-id", swapped("- id: vp-daily-topic", "- id: " + "vp-" * 200_000 + "x"))
    yield Mutation("line-separator", swapped("Vĩnh Phúc", "Vĩnh\u2028Phúc"))
    yield Mutation("truncated-in-a-quote", plan[: plan.index(b"'") + 3])
    yield Mutation("truncated-in-a-list", plan[: plan.rindex(b"[") + 2])
    yield Mutation("half", plan[: len(plan) // 2].rsplit(b"\n", 1)[0] + b"\n  - id: [")
    yield Mutation("two-documents", plan + b"\n---\n" + plan)
    yield Mutation("a-list", b"- a\n- b\n")
    yield Mutation("a-word", b"plan\n")
    yield Mutation("a-number", b"42\n")
    yield Mutation("json", b'{"schema": "epi-comms-plan/1"}')
    yield Mutation("another-schema", swapped("epi-comms-plan/1", "epi-comms-plan/9"))
    yield Mutation("billion-laughs", _laughs())
    yield Mutation("alias-to-itself", b"a: &a [*a]\n")
    yield Mutation("an-anchor", swapped("agency: phong-ttbcxb", "agency: &a phong-ttbcxb"))
    yield Mutation("an-unknown-alias", swapped("agency: phong-ttbcxb", "agency: *nowhere"))
    yield Mutation("a-merge-key", with_duty("<<: {kind: sms}"))
    yield Mutation("a-python-tag", with_duty("note: !!python/object/apply:os.system [ls]"))
    yield Mutation("a-custom-tag", with_duty("note: !secret x"))
    yield Mutation("a-list-as-key", with_duty("? [a, b]\n    : c"))
    yield Mutation("deep-flow-lists", b"a: " + b"[" * 100_000)
    yield Mutation("deep-flow-maps", b"{a: " * 50_000)
    yield Mutation("deep-blocks", b"\n".join(b" " * n + b"a:" for n in range(2_000)))
    yield Mutation("very-many-values", b"a:\n" + b"- x\n" * 240_000)
    yield Mutation("control-characters-on-every-line", b"\x01\n" * 499_000)
    yield Mutation("invalid-bytes-on-every-line", b"\xff\n" * 499_000)
    yield Mutation("loose-accents-on-every-line", "e\u0301\n".encode() * 249_000)
    yield Mutation("one-line-of-loose-accents", "e\u0301 ".encode() * 249_000)
    yield Mutation("too-large", b"#" * 3_000_000)
    yield Mutation("one-long-line", b"a: " + b"x" * 900_000)
    yield Mutation("many-unknown-keys", b"".join(b"k%d: 1\n" % n for n in range(14_000)))
    yield Mutation("a-date-that-is-none", swapped("deadline: null", "deadline: 2021-13-45"))
    yield Mutation("a-quoted-date-that-is-none", swapped("deadline: null", "deadline: '2021-02-30'"))
    yield Mutation("an-unquoted-date", swapped("deadline: null", "deadline: 2021-09-05"))
    yield Mutation("a-sexagesimal-clock", swapped("before: '15:00'", "before: 15:00"))
    yield Mutation("a-clock-past-midnight", swapped("before: '15:00'", "before: '25:00'"))
    yield Mutation("a-norwegian-no", swapped("province: Vĩnh Phúc", "province: no"))
    yield Mutation("a-yes-for-true", swapped("agency_inferred: true", "agency_inferred: yes"))
    yield Mutation("an-octal-number", swapped("order: 3", "order: 003"))
    yield Mutation("infinity", swapped("max: 3000", "max: .inf"))
    yield Mutation("not-a-number", swapped("max: 3000", "max: .nan"))
    yield Mutation("a-huge-number", swapped("max: 3000", "max: " + "9" * 400))
    yield Mutation("a-negative-number", swapped("min: 20,", "min: -20,"))
    yield Mutation("a-duration-in-words", swapped("within: PT30M", "within: 30 phút"))
    yield Mutation("an-empty-duration", swapped("within: PT30M", "within: PT"))
    yield Mutation("overlapping-bands", swapped("min: 201, max: 700", "min: 150, max: 700"))
    yield Mutation("an-upside-down-band", swapped("min: 201, max: 700", "min: 700, max: 201"))
    yield Mutation("the-same-order-twice", swapped("order: 3", "order: 2"))
    yield Mutation("a-repeated-id", swapped("- id: vp-daily-situation", "- id: vp-daily-topic"))
    yield Mutation("an-id-with-accents", swapped("- id: vp-daily-topic", "- id: chủ-đề"))
    yield Mutation("a-false-count", swapped("duties: 113", "duties: 112"))
    yield Mutation("declined-without-why", _without_line(text, "why: Đấu tranh chính trị"))
    yield Mutation("declined-without-category", _without_line(text, "declined_category: political-rebuttal"))
    yield Mutation("min-above-max", swapped("min: 2, max: 3, unit: release", "min: 4, max: 3, unit: release"))
    yield Mutation("target-below-min", swapped("target: 6", "target: 2"))
    yield Mutation("count-without-a-period", swapped("every: day, min: 1}", "every: event, min: 1}"))
    yield Mutation("empty-levels", swapped("level: [vung-xanh]", "level: []"))
    yield Mutation("a-source-of-no-file", swapped("source: 003_a2d6ccf9dc1233c0.txt", "source: 999.txt"))
    yield Mutation("no-anchor", _without_line(text, "anchor: trong tình huống"))
    yield Mutation("duties-as-a-word", text[: text.index("\nduties:")].encode() + b"\nduties: none\n")
    yield Mutation("duties-of-words", text[: text.index("\nduties:")].encode() + b"\nduties: [a, b]\n")
    yield Mutation("agencies-as-a-map", swapped("agencies:\n  - {id: so-tttt", "agencies:\n  so: {id: so-tttt"))


def _laughs() -> bytes:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


def _without_line(text: str, start: str) -> bytes:
    found = re.search(rf"\n *{re.escape(start)}[^\n]*", text)
    assert found, start
    return (text[: found.start()] + text[found.end() :]).encode()


def _pick(text: str, pattern: str, chance: random.Random) -> re.Match[str]:
    return chance.choice(list(re.finditer(pattern, text, re.MULTILINE)))


def _delete_key(text: str, chance: random.Random) -> Mutation:
    key = chance.choice(NEEDED_DUTY_KEYS)
    start = text.index("\nduties:")
    found = _pick(text[start:], rf"^    {key}:.*\n" if key != "id" else r"^  - id:.*\n    ", chance)
    replaced = "" if key != "id" else "  - "
    broken = text[start:][: found.start()] + replaced + text[start:][found.end() :]
    return Mutation(f"delete-{key}", (text[:start] + broken).encode())


def _swap_type(text: str, chance: random.Random) -> Mutation:
    key = chance.choice(("agency", "with", "action", "kind", "channel", "level", "scope", "cadence", "anchor"))
    value = chance.choice(("{a: b}", "3.5", "true", "~", "[[x]]", "[{a: b}]"))
    if key == "cadence" and value == "~":
        value = "7"
    start = text.index("\nduties:")
    found = _pick(text[start:], rf"^    {key}:.*$", chance)
    broken = text[start:][: found.start()] + f"    {key}: {value}" + text[start:][found.end() :]
    return Mutation(f"{key}-is-{value}", (text[:start] + broken).encode())


def _wrong_reference(text: str, chance: random.Random) -> Mutation:
    key = chance.choice(("agency", "with", "performer", "channel", "audience", "level"))
    start = text.index("\nduties:")
    found = _pick(text[start:], rf"^    {key}:.*$", chance)
    value = "nobody-at-all" if key == "agency" else "[nobody-at-all]"
    broken = text[start:][: found.start()] + f"    {key}: {value}" + text[start:][found.end() :]
    return Mutation(f"{key}-names-nobody", (text[:start] + broken).encode())


def _wrong_word(text: str, chance: random.Random) -> Mutation:
    key = chance.choice(("kind", "modality", "scope", "agency:", "action:", "source:"))
    start = text.index("\nduties:")
    if key.endswith(":"):
        found = _pick(text[start:], rf"^    {key}", chance)
        new = f"    {key[:-1]}x:"
    else:
        found = _pick(text[start:], rf"^    {key}:.*$", chance)
        new = f"    {key}: {chance.choice(('Order', 'publsih', 'bắt buộc', 'out', 'sms '))}x"
    broken = text[start:][: found.start()] + new + text[start:][found.end() :]
    return Mutation(f"wrong-word-{key.strip(':')}", (text[:start] + broken).encode())


def _break_line(text: str, chance: random.Random) -> Mutation:
    found = _pick(text, r"^    (agency|kind|scope|level): ", chance)
    new = chance.choice(("    'unclosed: ", "\t", "    [", "    {", "  %", "    @", "   x\n    y: "))
    return Mutation("broken-line", (text[: found.start()] + new + text[found.end() :]).encode())


def _repeat_key(text: str, chance: random.Random) -> Mutation:
    found = _pick(text, r"^    (agency|kind|modality|scope|anchor|action): .*\n", chance)
    return Mutation("repeated-key", (text[: found.end()] + found[0] + text[found.end() :]).encode())


Kind = Callable[[str, random.Random], Mutation]
