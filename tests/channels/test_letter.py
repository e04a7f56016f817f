"""A mail as it leaves and as it arrives."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vungxanh.channels.email.link import MailLink
from vungxanh.channels.port import MailBody, Outcome, Submission
from vungxanh.exercise.mailbox import SimulatedMailbox

LONG = "Tính đến 17 giờ 00 ngày 27/11/2021, tỉnh Vĩnh Phúc ghi nhận 104 ca mắc COVID-19 mới.\n\n" * 60


def test_a_long_vietnamese_mail_arrives_whole(tmp_path: Path) -> None:
    with SimulatedMailbox(tmp_path / "mailbox.jsonl") as mailbox:
        link = MailLink(mailbox.account())

        async def send() -> Outcome:
            await link.open()
            body = MailBody("Vĩnh Phúc: 104 ca mắc mới", LONG, "vi")
            submission = Submission(1, "press-01@press.example", 1, body, datetime.now(UTC), timedelta(hours=1))
            try:
                return (await link.submit(submission)).outcome
            finally:
                await link.close()

        assert asyncio.run(send()) is Outcome.ACCEPTED
        (mail,) = mailbox.received()
    assert mail.text.strip() == LONG.strip()
    assert mail.subject == "Vĩnh Phúc: 104 ca mắc mới"
