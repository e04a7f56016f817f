"""Administrative Vietnamese as a calm announcer reads it: figures, days, hours and abbreviations in words. Pure."""

from vungxanh.text.reading.aloud import aloud, reading
from vungxanh.text.reading.pace import seconds_aloud, spoken_key_length
from vungxanh.text.reading.scan import Spoken

__all__ = ["Spoken", "aloud", "reading", "seconds_aloud", "spoken_key_length"]
