"""Receipts of one turn are stored together, whatever they say of the same part."""

from dispatch.scenery import AT, drain
from vungxanh.channels.port import ReceiptNotice, ReceiptState
from vungxanh.dispatch.models import Receipt
from vungxanh.dispatch.record import Noticed, record_receipts
from vungxanh.dispatch.state import counts


def test_receipts_that_contradict_each_other_in_one_turn_are_all_kept_and_the_part_is_delivered(
    subscribe, fan_out, operator
):
    subscribe(1)
    sent = fan_out()
    operator.behave(delay=3600)
    drain(operator.account(), receipts=False)
    said = [
        Noticed(part.line_id, ReceiptNotice(part.operator_id, "", None, state))
        for part in sent.attempts.all()
        for state in (ReceiptState.UNDELIVERED, ReceiptState.DELIVERED)
    ]
    assert record_receipts(said, AT).new == 6
    assert Receipt.objects.count() == 6
    assert counts([sent.pk], AT)[sent.pk].delivered == 3
