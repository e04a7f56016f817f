"""An SMPP 3.4 link of one account. The window, enquire_link and timers live in smpp34; the meaning lives here.

Every part asks for a receipt, ends with the message, and carries its reference in user_message_reference. An error
*answer* is an answer; a timeout or a broken line is UNKNOWN. smpp34 acknowledges a receipt before we have stored
it: docs/sending.md says what that means and who makes it good.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache, partial
from typing import cast

import smpp34

from vungxanh.channels.exercise import refuse_outside
from vungxanh.channels.port import Account, Answered, LinkUnavailable, Outcome, ReceiptNotice, Submission
from vungxanh.channels.sms import tags
from vungxanh.channels.sms.codes import code_of, outcome_of
from vungxanh.channels.sms.receipt import read_receipt
from vungxanh.text.parts import UserData

_INTERNATIONAL, _ISDN, _ALPHANUMERIC = 1, 1, 5
_LISTENERS = 16
_GOODBYE = 5.0  # seconds
# smpp34 1.5.0 refuses a receipt it has no room for with a PDU one octet longer than it declares, and the operator
# loses the frame. So there is always room.
_ROOM_FOR_RECEIPTS = 65_536
_LONGEST_VALIDITY = timedelta(days=3)


class SmsLink:
    def __init__(self, account: Account) -> None:
        self._account = account
        self._client: smpp34.Client | None = None
        self._session: smpp34.Smsc | None = None
        self._received: deque[ReceiptNotice] = deque()
        self._arrived = asyncio.Event()
        self.lost = False

    async def open(self) -> None:
        account = self._account
        refuse_outside(account)
        self._client = smpp34.Client(
            account.host,
            account.port,
            account.user,
            account.password,
            bind_type="TRX",
            tls=account.tls,
            window_size=account.window,
            inbound_capacity=_ROOM_FOR_RECEIPTS,
        )
        try:
            self._session = await self._client.connect()
        except (smpp34.SmppError, OSError) as problem:
            raise LinkUnavailable(account, str(problem)) from problem
        self.lost = False
        for _ in range(_LISTENERS):
            self._listen(self._session)

    async def submit(self, submission: Submission) -> Answered:
        body: UserData = submission.body
        if self._session is None or self.lost:
            return Answered(submission.key, Outcome.UNKNOWN)
        try:
            async with asyncio.timeout(self._account.answer_within):
                answer = await self._session.submit_sm(
                    submission.address.lstrip("+"),
                    body.octets,
                    source_addr=self._account.sender,
                    source_addr_ton=_ALPHANUMERIC,
                    dest_addr_ton=_INTERNATIONAL,
                    dest_addr_npi=_ISDN,
                    esm_class=body.esm_class,
                    data_coding=body.data_coding,
                    registered_delivery=1,
                    validity_period=validity_period(submission.valid_for),
                    tlvs=[smpp34.Tlv(tags.USER_MESSAGE_REFERENCE, submission.reference.to_bytes(2, "big"))],
                )
        except (smpp34.SmppError, TimeoutError):
            return Answered(submission.key, Outcome.UNKNOWN)
        status = answer.command_status
        return Answered(
            submission.key,
            outcome_of(status),
            operator_id=(answer.message_id or "")[:65],
            code="" if answer.is_success else code_of(status),
        )

    async def notices(self) -> AsyncIterator[ReceiptNotice]:
        while not self.lost or self._received:
            while self._received:
                yield self._received.popleft()
            self._arrived.clear()
            if not self.lost:
                await self._arrived.wait()

    def _listen(self, session: smpp34.Smsc) -> None:
        """Ask for the next event without a task for it: at thousands a second that is half of the cost."""
        event = cast("asyncio.Future[smpp34.DeliverSmEvent | smpp34.Disconnected]", session.next())
        event.add_done_callback(partial(self._take, session))

    def _take(self, session: smpp34.Smsc, done: "asyncio.Future[smpp34.DeliverSmEvent | smpp34.Disconnected]") -> None:
        event = None if done.cancelled() or done.exception() else done.result()
        if isinstance(event, smpp34.DeliverSmEvent):
            notice = read_receipt(event.source_addr, event.esm_class, event.short_message, event.tlvs)
            if notice is not None:
                self._received.append(notice)
            self._listen(session)
        else:
            self.lost = True
        self._arrived.set()

    async def close(self) -> None:
        session, self._session = self._session, None
        with suppress(smpp34.SmppError, TimeoutError):  # the line may be gone already: that is a goodbye too
            async with asyncio.timeout(_GOODBYE):
                if session is not None and not self.lost:
                    await session.unbind()
                    while not self.lost:  # receipts that are in are still heard
                        self._arrived.clear()
                        await self._arrived.wait()
                elif self._client is not None:
                    await self._client.stop()
        self.lost = True
        self._arrived.set()


@lru_cache(maxsize=256)
def validity_period(left: timedelta) -> str:
    """SMPP's relative time `YYMMDDhhmmss000R` for what is left, at least a second and at most three days."""
    seconds = int(max(timedelta(seconds=1), min(left, _LONGEST_VALIDITY)).total_seconds())
    days, rest = divmod(seconds, 86_400)
    return f"0000{days:02d}{rest // 3600:02d}{rest // 60 % 60:02d}{rest % 60:02d}000R"
