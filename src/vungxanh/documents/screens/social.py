"""A short post for the pages that the province runs: figures first, what to do, whom to ask, where the rest stands."""

from vungxanh.documents.notice import Notice
from vungxanh.documents.words import words_of

LONGEST = 500  # letters


def post(notice: Notice) -> bytes:
    words = words_of(notice.language)
    figures = [f"{one.label}: {one.written}" for one in notice.figures]
    needed = [
        words["exercise"] if notice.is_exercise else "",
        notice.title,
        notice.action,
        f"{words['call']}: {notice.hotline}",
        f"{notice.source}. {notice.address}",
    ]
    room = LONGEST - sum(len(line) + 1 for line in needed)
    shown = []
    for number, line in enumerate(figures):
        mandatory = notice.figures[number].mandatory
        if mandatory or len(line) + 1 <= room:
            shown.append(line)
            room -= len(line) + 1
    lines = [needed[0], needed[1], *shown, *needed[2:]]
    return "\n".join(line for line in lines if line).encode()
