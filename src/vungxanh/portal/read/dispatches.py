"""What left by each channel and what came back. Counts only: no address is ever selected here."""

from dataclasses import dataclass, fields
from datetime import datetime

from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.state import Counts, counts
from vungxanh.places.models import Place


@dataclass(frozen=True, slots=True)
class ChannelAccount:
    channel: ChannelKind
    messages: int
    counts: Counts

    @property
    def lost(self) -> int:
        """Parts that are known not to have arrived. A doubt is not among them."""
        return self.counts.undelivered + self.counts.rejected + self.counts.expired + self.counts.stopped


def by_channel(place: Place, at: datetime) -> list[ChannelAccount]:
    """One account per channel that carried the place's messages. Two queries."""
    used: dict[str, list[int]] = {}
    sent = Dispatch.objects.filter(message__place=place, created_at__lte=at).order_by()
    for pk, channel in sent.values_list("pk", "channel"):
        used.setdefault(channel, []).append(pk)
    of = counts([pk for those in used.values() for pk in those], at)
    return [ChannelAccount(k, len(used[k]), _sum([of[pk] for pk in used[k]])) for k in ChannelKind if k in used]


def _sum(found: list[Counts]) -> Counts:
    return Counts(**{f.name: sum(getattr(c, f.name) for c in found) for f in fields(Counts)})
