import asyncio
import socket
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from channels import contract
from channels.far_ends import FAR_ENDS, MOST, FarEnd
from channels.listener import Listener
from vungxanh.channels.exercise import OutsideExercise

every_channel = pytest.mark.parametrize("channel", FAR_ENDS, ids=lambda channel: channel.__name__)
_moments = st.none() | st.integers(0, MOST)
plans = st.builds(
    contract.Plan,
    count=st.integers(0, MOST),
    window=st.integers(1, 10),
    in_turns=st.booleans(),
    cut_at=_moments,
    close_at=_moments,
)


@every_channel
@given(drawing=st.data(), plan=plans)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_far_end_does_each_submission_is_answered_once_and_truly(
    channel: type[FarEnd], drawing: st.DataObject, plan: contract.Plan
) -> None:
    misbehaviour = drawing.draw(channel.misbehaviours)
    with tempfile.TemporaryDirectory() as folder, channel(Path(folder), misbehaviour) as far_end:
        asyncio.run(contract.every_submission_is_answered_once_and_truly(far_end, plan))


@every_channel
def test_nothing_is_acknowledged_before_it_is_asked_for(channel: type[FarEnd], tmp_path: Path) -> None:
    with channel(tmp_path, {}) as far_end:
        asyncio.run(contract.nothing_is_acknowledged_before_it_is_asked_for(far_end))


@every_channel
def test_a_training_submission_never_leaves_the_exercise(channel: type[FarEnd], tmp_path: Path) -> None:
    with channel(tmp_path, {}) as far_end:
        asyncio.run(contract.a_training_submission_never_leaves_the_exercise(far_end))


@every_channel
def test_closing_never_raises(channel: type[FarEnd], tmp_path: Path) -> None:
    with channel(tmp_path, {}) as far_end:
        asyncio.run(contract.closing_never_raises(far_end))


@every_channel
@pytest.mark.parametrize(
    "outside",
    [{"simulators": frozenset()}, {"host": "localhost"}, {"host": "192.0.2.1"}],
    ids=["a port nobody registered", "a name", "another machine"],
)
def test_an_exercise_opens_no_socket_to_anything_else(
    channel: type[FarEnd], outside: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    async def open_outside(far_end: FarEnd) -> None:
        link = far_end.link(replace(far_end.account(), **outside), Listener())
        loop = asyncio.get_running_loop()
        with monkeypatch.context() as patched:
            patched.setattr(socket, "socket", lambda *_a, **_k: opened.append("a socket"))
            patched.setattr(socket, "getaddrinfo", lambda *_a, **_k: opened.append("a name"))
            patched.setattr(loop, "create_connection", lambda *_a, **_k: opened.append("a connection"))
            with pytest.raises(OutsideExercise, match="This is an exercise"):
                await link.open()
        await link.close()

    with channel(tmp_path, {}) as far_end:
        asyncio.run(open_outside(far_end))
        assert opened == []
        assert far_end.most_unanswered == 0
