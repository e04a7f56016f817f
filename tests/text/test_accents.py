"""People leave accents out, and set apostrophes as their keyboard has them; another accent is another name."""

import pytest

from vungxanh.text.accents import agrees


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Cư M’gar", "Cư M'gar"), ("CƯ MGAR", "Cư M'gar"), ("Cu Mgar", "Cư M'gar"), ("M’Drắk", "M'Đrắk"),
        ("Krông Ana", "Krông A Na"), ("Hoà Bình", "Hòa Bình"), ("Hoa Binh", "Hòa Bình"), ("Ea-Kar", "Ea Kar"),
        ("Vi\u0303nh Yên", "Vĩnh Yên"), ("Đong Tâm", "Đồng Tâm"),
    ],
)  # fmt: skip
def test_what_is_only_left_out_agrees(written: str, name: str) -> None:
    assert agrees(written, name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Tân Lạp", "Tân Lập"), ("Krông Pắk", "Krông Pắc"), ("Đăk Lăk", "Đắk Lắk"), ("Tân Lập", "Tan Lap"),
        ("Hòa Bính", "Hòa Bình"), ("Tân", "Tân Lập"),
    ],
)  # fmt: skip
def test_what_is_written_otherwise_contradicts(written: str, name: str) -> None:
    assert not agrees(written, name)
