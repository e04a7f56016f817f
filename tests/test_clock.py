"""An exercise lives from a moment on, and all its programs in the same time."""

from datetime import UTC, datetime, timedelta

from vungxanh import clock

BEGAN = "2022-01-05T18:30:00+07:00"


def test_an_exercise_goes_on_from_its_moment_as_time_passes(settings) -> None:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW = BEGAN
    settings.VUNGXANH_NOW_SINCE = (datetime.now(UTC) - timedelta(minutes=7)).isoformat()
    passed = clock.now() - datetime.fromisoformat(BEGAN)
    assert timedelta(minutes=7) <= passed < timedelta(minutes=8)


def test_where_nobody_says_when_it_began_its_moment_stands_still(settings) -> None:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW, settings.VUNGXANH_NOW_SINCE = BEGAN, ""
    assert clock.now() == clock.now() == datetime.fromisoformat(BEGAN)
