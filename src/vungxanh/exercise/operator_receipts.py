"""The simulated operator's receipts: each is sent until it was acknowledged, and never again after that.

What a client leaves unacknowledged goes to another one that is bound, or to the next one that binds.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache

from smpp34 import DeliverSm, Tlv

from vungxanh.channels.sms import tags
from vungxanh.exercise.operator_behaviour import Behaviour
from vungxanh.exercise.operator_journal import AcceptedPart, OperatorJournal
from vungxanh.exercise.smpp_session import SmppSession

_STATES = {"DELIVRD": 2, "UNDELIV": 5}
_RECEIPT = 0x04  # esm_class


class Tray:
    """One client's receipts: those to be sent, and those sent and not acknowledged, oldest first."""

    def __init__(self) -> None:
        self.ready: deque[AcceptedPart] = deque()
        self.sent: dict[int, tuple[AcceptedPart, float]] = {}


class Receipts:
    def __init__(self, journal: OperatorJournal, behaviour: Callable[[], Behaviour]) -> None:
        self._journal, self._behaviour = journal, behaviour
        self._trays: dict[SmppSession, Tray] = {}
        self._nobodys: deque[AcceptedPart] = deque(journal.unsettled.values())
        self.sent = 0

    def bound(self, session: SmppSession) -> None:
        """A new client: it takes what waits for anybody."""
        tray = self._trays[session] = Tray()
        tray.ready, self._nobodys = self._nobodys, deque()
        self._send(session, tray)

    def ended(self, session: SmppSession) -> None:
        tray = self._trays.pop(session, None)
        if tray is not None:
            self.due([part for part, _again_at in tray.sent.values()], session)
            self.due(tray.ready, session)

    def due(self, parts: Iterable[AcceptedPart], session: SmppSession) -> None:
        """Send their receipts now: to `session` while it is bound, else to whoever is."""
        tray = self._trays.get(session)
        if tray is None and self._trays:
            session, tray = next(reversed(self._trays.items()))
        if tray is None:
            self._nobodys.extend(parts)
        else:
            tray.ready.extend(parts)
            self._send(session, tray)

    def acknowledged(self, session: SmppSession, answers: Iterable[tuple[int, int]]) -> None:
        """What a client answered to receipts: (sequence, status) of each."""
        tray = self._trays.get(session)
        if tray is None:
            return
        settled = []
        for sequence, status in answers:
            found = tray.sent.get(sequence)
            if found is not None and not status:  # a refused one waits its time and is sent again
                settled.append(found[0].id)
                del tray.sent[sequence]
        self._journal.settle(settled)
        self._send(session, tray)

    def send_again(self, now: float) -> None:
        """Those that nobody acknowledged in time."""
        for session, tray in self._trays.items():
            for sequence, (part, again_at) in list(tray.sent.items()):
                if again_at > now:
                    break
                del tray.sent[sequence]
                tray.ready.append(part)
            self._send(session, tray)

    def _send(self, session: SmppSession, tray: Tray) -> None:
        behaviour = self._behaviour()
        ready, sent, unsettled = tray.ready, tray.sent, self._journal.unsettled
        if not ready or behaviour.silent or behaviour.deaf:
            return
        again_at = time.monotonic() + behaviour.again_after
        octets = []
        while ready and len(sent) < behaviour.deliver_window:
            part = ready.popleft()
            if part.id not in unsettled:
                continue
            sequence = session.next_sequence()
            sent[sequence] = part, again_at
            octets.append(receipt_pdu(part, sequence, behaviour))
        self.sent += len(octets)
        session.write(b"".join(octets))


def receipt_pdu(part: AcceptedPart, sequence: int, behaviour: Behaviour) -> bytes:
    """The deliver_sm with the receipt of `part`, in the form this operator likes."""
    operator_id = f"{int(part.id):X}" if behaviour.hex_ids else part.id
    delivered = part.stat == "DELIVRD"
    done = _minute(int(time.time()) // 60)
    words = (
        f"id:{operator_id} sub:001 dlvrd:{delivered:03d} submit date:{done} done date:{done} "
        f"stat:{part.stat} err:{not delivered:03d} text:"
    )
    tlvs = []
    if not behaviour.bare:
        tlvs = [
            Tlv(tags.RECEIPTED_MESSAGE_ID, operator_id.encode() + b"\0"),
            Tlv(tags.MESSAGE_STATE, bytes([_STATES[part.stat]])),
            Tlv(tags.USER_MESSAGE_REFERENCE, part.reference.to_bytes(2, "big")),
        ]
    receipt = DeliverSm(
        part.address, part.sender, words.encode(), esm_class=_RECEIPT, tlvs=tlvs, sequence_number=sequence
    )
    return receipt.encode()


@lru_cache(maxsize=2)
def _minute(minutes: int) -> str:
    return datetime.fromtimestamp(minutes * 60, UTC).strftime("%y%m%d%H%M")
