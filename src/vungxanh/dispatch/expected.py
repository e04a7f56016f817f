"""What this sender has sent and still awaits a word on. In memory: the database knows the rest (receipts.owners)."""

from vungxanh.channels.port import ReceiptNotice
from vungxanh.channels.sms.receipt import same_ids


class Expected:
    def __init__(self) -> None:
        self._by_reference: dict[tuple[str, int], int] = {}
        self._by_operator_id: dict[str, tuple[str, int]] = {}
        self._keys: dict[int, tuple[str, int]] = {}
        self._awaited: set[int] = set()

    def sent(self, attempt: int, address: str, reference: int) -> None:
        key = (address[-9:], reference)
        self._by_reference[key] = attempt
        self._keys[attempt] = key

    def accepted(self, attempt: int, operator_id: str) -> None:
        """The operator has it. Its receipt is awaited, unless it came first."""
        if attempt in self._keys:
            self._awaited.add(attempt)
            self._by_operator_id[operator_id] = (self._keys[attempt][0], attempt)

    def closed(self, attempt: int) -> None:
        """Nothing more is awaited of it; a late word is looked up in the database."""
        key = self._keys.pop(attempt, None)
        if key is not None:
            del self._by_reference[key]
        self._awaited.discard(attempt)

    def owner(self, notice: ReceiptNotice) -> int | None:
        """The attempt a notice speaks of: by its reference, else by the operator's id in any of its forms."""
        tail = notice.address[-9:]
        if notice.reference is not None:
            return self._by_reference.get((tail, notice.reference))
        for form in same_ids(notice.operator_id):
            known, attempt = self._by_operator_id.get(form, ("", 0))
            if known == tail:
                return attempt
        return None

    @property
    def awaited(self) -> int:
        return len(self._awaited)
