"""Outlines come in by GSO code, every wrong feature with its reason; nothing is repaired and nothing is lost."""

import copy
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from stage import Stage, moment
from vungxanh.places.areas import areas_of
from vungxanh.places.boundaries import Imported, import_boundaries, shape_of
from vungxanh.places.geojson import BoundariesUnreadable, read_outlines
from vungxanh.places.models import Boundary, Tier

FILE = Path(__file__).parent / "vinh-yen.geojson"
GOOD = json.loads(FILE.read_text(encoding="utf-8"))
DAY = date(2021, 11, 19)


def changed(change) -> bytes:  # type: ignore[no-untyped-def]
    """The good file with its first feature changed."""
    file = copy.deepcopy(GOOD)
    change(file["features"][0], file)
    return json.dumps(file).encode()


def ring(feature) -> list[list[float]]:  # type: ignore[no-untyped-def]
    return feature["geometry"]["coordinates"][0]


def swap(feature, _file) -> None:  # type: ignore[no-untyped-def]
    feature["geometry"]["coordinates"][0] = [[y, x] for x, y in ring(feature)]


def cross(feature, _file) -> None:  # type: ignore[no-untyped-def]
    points = ring(feature)
    points[0] = points[-1] = [105.61, 21.33]


def reset(name: str, value: object):  # type: ignore[no-untyped-def]
    def change(feature, _file) -> None:  # type: ignore[no-untyped-def]
        feature[name] = value

    return change


def points(value: object):  # type: ignore[no-untyped-def]
    return reset("geometry", {"type": "Polygon", "coordinates": [value]})


WRONG = [
    (swap, "swapped"),
    (cross, "crosses-itself"),
    (lambda f, _: ring(f).pop(), "not-closed"),
    (points([[105.6, 21.3], [105.7, 21.3], [105.6, 21.3]]), "too-few-points"),
    (points([[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]]), "outside"),
    (points([[549000, 2355000], [550000, 2355000], [550000, 2356000], [549000, 2355000]]), "outside"),
    (points([[105.6, "x"]]), "no-number"),
    (points([[105.6, True]]), "no-number"),
    (points("x"), "no-polygon"),
    (reset("geometry", None), "no-polygon"),
    (reset("geometry", {"type": "Point", "coordinates": [105.6, 21.3]}), "no-polygon"),
    (reset("properties", None), "no-properties"),
    (reset("properties", {"name": "Tích Sơn"}), "no-code"),
    (reset("properties", {"code": 8707}), "code-is-a-number"),
]


@pytest.mark.parametrize(("change", "code"), WRONG, ids=[code + str(n) for n, (_, code) in enumerate(WRONG)])
def test_a_wrong_feature_is_rejected_with_its_reason_and_the_others_are_read(change, code: str) -> None:  # type: ignore[no-untyped-def]
    outlines, problems = read_outlines(changed(change))
    assert [(p.row, p.code) for p in problems] == [(1, code)]
    assert problems[0].reason[-1] in ".?"
    assert len(outlines) == len(GOOD["features"]) - 1


@pytest.mark.parametrize("name", ["code", "GSO", "ma", "MA_XA", " gso_code "])
def test_the_code_is_read_from_the_names_that_files_use(name: str) -> None:
    outlines, _problems = read_outlines(changed(reset("properties", {name: "08707"})))
    assert outlines[0].gso == "08707"


def test_a_code_in_two_features_is_rejected_in_both() -> None:
    def twice(feature, file) -> None:  # type: ignore[no-untyped-def]
        feature["properties"]["code"] = file["features"][1]["properties"]["code"]

    _outlines, problems = read_outlines(changed(twice))
    assert [(p.row, p.code) for p in problems] == [(1, "code-repeated"), (2, "code-repeated")]
    assert "1, 2" in problems[0].reason


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\xff\xfe", b"[]", b"{}", b'{"type":"FeatureCollection"}', b'{"type":"FeatureCollection","features":[]}',
        b"[" * 100_000,
 changed(lambda _f, file: file.update(crs={"properties": {"name": "urn:ogc:def:crs:EPSG::3405"}})),
    ],
    ids=["empty", "bytes", "list", "object", "no-features", "none", "deep", "vn-2000"],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_whole(raw: bytes) -> None:
    with pytest.raises(BoundariesUnreadable) as refused:
        read_outlines(raw)
    assert refused.value.problems


def bring(raw: bytes, on: date = DAY) -> Imported:
    return import_boundaries(raw, source="Sở TN&MT", on=on, at=moment(DAY))


@pytest.fixture
def centred(stage: Stage) -> Stage:
    """The stage with a centre for each commune."""
    centres = {"08707": (105.59, 21.31), "08710": (105.61, 21.31), "08743": (105.71, 21.24)}
    for code, (x, y) in centres.items():
        place = stage.places[code]
        place.longitude, place.latitude = x, y
        place.save()
    return stage


def test_outlines_are_stored_by_code_and_rows_reconcile(centred: Stage) -> None:
    done = bring(FILE.read_bytes())
    assert (done.rows_in, done.stored, [r.code for r in done.rejects]) == (3, 2, ["code-unknown"])
    assert set(Boundary.objects.values_list("place__code", "source")) == {("08707", "Sở TN&MT"), ("08710", "Sở TN&MT")}


def test_importing_again_replaces_and_adds_nothing(centred: Stage) -> None:
    for _ in range(2):
        bring(FILE.read_bytes())
    assert Boundary.objects.count() == 2


def test_neighbours_keep_their_common_border_when_made_lighter(centred: Stage) -> None:
    bring(FILE.read_bytes())
    one, other = (shape_of(b) for b in Boundary.objects.order_by("place__code"))
    before = [sum(len(r) for r in f["geometry"]["coordinates"]) for f in GOOD["features"][:2]]
    assert len(one.geoms[0].exterior.coords) < before[0]
    assert one.intersection(other).area < 1e-9
    assert one.intersection(other).length > 0.009


def test_an_outline_far_from_the_units_centre_is_rejected(centred: Stage) -> None:
    place = centred.places["08707"]
    place.longitude = 107.2
    place.save()
    done = bring(FILE.read_bytes())
    assert "elsewhere" in {r.code for r in done.rejects}
    assert "km" in done.rejects[0].reason


def test_a_code_of_another_day_is_unknown(centred: Stage) -> None:
    assert bring(FILE.read_bytes(), on=date(2025, 7, 1)).stored == 0


def test_two_units_that_cover_each_other_are_noted(centred: Stage) -> None:
    def wide(feature, file) -> None:  # type: ignore[no-untyped-def]
        feature["geometry"] = file["features"][1]["geometry"]

    (note,) = bring(changed(wide)).notes
    assert "100 %" in note


def test_the_command_tells_what_was_stored_and_ends_badly_when_rows_were_rejected(centred: Stage, capsys) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SystemExit):
        call_command("places", "boundaries", "import", str(FILE), "--on", "2021-11-19")
    said = capsys.readouterr().out
    assert "Features in: 3. Stored: 2. Rejected: 1." in said
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("places", "boundaries", "import", "no-such-file.geojson")


def test_a_map_shows_what_was_imported_and_computes_the_rest_around_it(centred: Stage) -> None:
    bring(FILE.read_bytes())
    areas = {a.place.code: a for a in areas_of(centred.place, Tier.COMMUNE, DAY)}
    assert {code: a.computed for code, a in areas.items()} == {"08707": False, "08710": False, "08743": True}
    assert areas["08743"].shape.intersection(areas["08707"].shape).area < 1e-9
