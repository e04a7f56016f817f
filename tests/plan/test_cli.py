"""The plan at a terminal: what is printed, and with which exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vungxanh.plan.cli import main

from .province import NAMES, PLANS, vinh_phuc

VINH_PHUC = str(PLANS / "vinh-phuc.yaml")
OVERLAY = str(PLANS / "overlays" / "vinh-phuc.yaml")
LEVEL_3 = ["due", VINH_PHUC, "--overlay", OVERLAY, "--level", "cap-3", "--on", "2021-11-27"]


def test_the_adopted_plans_pass_and_end_with_a_summary_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *(str(PLANS / f"{name}.yaml") for name in NAMES), OVERLAY]) == 0

    printed = capsys.readouterr().out
    assert "vinh-phuc.yaml: duties: 113, declined: 5, errors: 0, warnings: 4" in printed
    assert "an overlay, errors: 0, warnings: 0" in printed


def test_a_file_with_errors_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("schema: epi-comms-plan/1\n", "utf-8")

    assert main(["check", "--json", str(broken)]) == 1

    (told,) = json.loads(capsys.readouterr().out)
    assert told["errors"] == len(told["problems"]) > 3
    assert {p["line"] for p in told["problems"]} == {1}


def test_an_overlay_whose_plan_is_broken_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "overlays").mkdir()
    overlay = tmp_path / "overlays" / "mine.yaml"
    overlay.write_bytes(Path(OVERLAY).read_bytes())

    assert main(["check", str(overlay)]) == 1
    assert "mend that file first" in capsys.readouterr().out
    assert main(["check", str(overlay), "--plan", VINH_PHUC]) == 0


def test_the_due_list_is_grouped_and_names_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(LEVEL_3) == 0

    printed = capsys.readouterr().out
    line = vinh_phuc().duty("vp-l3-loudspeaker").line
    row = next(text for text in printed.splitlines() if "vp-l3-loudspeaker" in text)
    assert row.startswith(str(line)) and "each commune" in row and "at least 6" in row
    assert printed.index("So many in a period") < printed.index("Always") < printed.index("Standing checks")


def test_json_rows_keep_the_names_of_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*LEVEL_3, "--json"]) == 0

    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    row = rows["vp-l3-loudspeaker"]
    assert row["cadence"] == {
        "text": "tối thiểu 06 lần/ngày", "every": "day", "min": 6, "unit": "broadcast", "per": "station"
    }  # fmt: skip
    assert (row["agency"], row["performer"], row["with"]) == ("phong-ttbcxb", ["dai-truyen-thanh-co-so"], [])
    assert (row["tier"], row["area"], row["timing"]) == ("commune", "each commune", "counted")
    assert row["line"] == vinh_phuc().duty("vp-l3-loudspeaker").line
    assert rows["vp-video-conference-30min"]["cadence"]["within"] == "PT30M"
    assert rows["vp-l14-correct-false"]["cadence"]["within"] == "immediate"


def test_a_commune_sees_its_own_duties_and_those_above(capsys: pytest.CaptureFixture[str]) -> None:
    main([*LEVEL_3, "--json"])
    everywhere = json.loads(capsys.readouterr().out)

    assert main([*LEVEL_3, "--area", "08707", "--json"]) == 0
    there = json.loads(capsys.readouterr().out)
    assert {row["id"] for row in there} == {row["id"] for row in everywhere}
    assert {row["area"] for row in there if row["tier"] == "commune"} == {"08707"}

    assert main([*LEVEL_3, "--area", "26", "--json"]) == 0
    assert {row["tier"] for row in json.loads(capsys.readouterr().out)} == {"province"}


def test_areas_come_from_a_file_when_one_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    areas = tmp_path / "areas.csv"
    areas.write_text("code,tier,name,parent\n26,province,Vĩnh Phúc,\n08707,commune,Tích Sơn,26\n", "utf-8")

    assert main([*LEVEL_3, "--area", "08707", "--areas", str(areas), "--json"]) == 0
    assert {row["area_name"] for row in json.loads(capsys.readouterr().out)} == {"Vĩnh Phúc", "Tích Sơn"}

    assert main([*LEVEL_3, "--area", "99999", "--areas", str(areas)]) == 2
    assert "it has 2 areas: 08707, 26" in capsys.readouterr().err


UNANSWERABLE = [
    (["--level", "cap-9", "--on", "2021-11-27"], "its levels are: vung-xanh, cap-1, cap-2, cap-3, cap-4"),
    (["--on", "2021-11-27"], "say at which level"),
    (["--level", "cap-3", "--on", "2021-13-45"], "write YYYY-MM-DD"),
    (["--level", "cap-3", "--on", "2021-11-27", "--area", "Vĩnh Yên"], "2 digits for a province"),
    (["--level", "cap-3", "--on", "2021-11-27", "--condition", "lockdwn"], "did you mean 'lockdown'?"),
]


@pytest.mark.parametrize(("asked", "said"), UNANSWERABLE)
def test_what_does_not_exist_is_told_in_one_sentence(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["due", VINH_PHUC, "--overlay", OVERLAY, *asked]) == 2

    told = capsys.readouterr()
    assert said in told.err and told.err.count("\n") == 1 and told.out == ""


def test_a_plan_without_levels_needs_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", str(PLANS / "lang-son.yaml"), "--on", "2021-11-27", "--declined"]) == 0
    assert "Declined, never done by this system (22)" in capsys.readouterr().out


def test_the_command_starts_without_django() -> None:
    code = "import sys, vungxanh.plan.cli; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], env=os.environ, check=False).returncode == 0
