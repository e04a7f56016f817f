"""Public notices as tests write them: an ordinary day, a grave one, one without figures, one of a minority language."""

from dataclasses import replace

from vungxanh.documents.notice import Day, Figure, LevelMark, Notice

VALUES = (61, 58, 77, None, 92, 85, 103, 97, 110, 84, 121, 99, 95, 128)


def series(values: tuple[int | None, ...]) -> tuple[Day, ...]:
    return tuple(Day(f"{n:02d}/11", one, written(one)) for n, one in enumerate(values, start=6))


def written(value: int | None) -> str:
    return "chưa có báo cáo" if value is None else f"{value:,}".replace(",", ".")


def figure(key: str, label: str, value: int | None, *, mandatory: bool = False) -> Figure:
    return Figure(key, label, written(value), value, mandatory)


ORDINARY = Notice(
    language="vi",
    title="Vĩnh Phúc: 128 ca mắc mới, Cấp độ 3 — hạn chế ra ngoài",
    action="Tránh tụ tập, chỉ ra ngoài khi thật cần thiết.",
    paragraphs=(
        "Tính đến 17 giờ 00 ngày 19/11/2021, tỉnh Vĩnh Phúc ghi nhận 128 ca mắc COVID-19 mới và 2 ca tử vong.",
        "Tỉnh đang ở Cấp độ 3. Người có biểu hiện bệnh hãy đến cơ sở y tế gần nhất, gọi trước khi đến.",
        "Nguồn số liệu: bản công bố số 41.",
    ),
    short="Vĩnh Phúc 19/11/2021: 128 ca mới, Cấp độ 3. Tránh tụ tập, chỉ ra ngoài khi cần thiết. Hỏi: 1022",
    place="Vĩnh Phúc",
    issuer="Sở Thông tin và Truyền thông",
    as_of="17 giờ 00 ngày 19/11/2021",
    day="ngày 19/11/2021",
    source="Nguồn số liệu: bản công bố số 41",
    hotline="1022",
    ambulance="115",
    address="https://vungxanh.vinhphuc.gov.vn/vi/thong-bao/318/",
    level=LevelMark("Cấp độ 3", "#c2410c", "#ffffff", "diamond"),
    figures=(
        figure("new_cases", "Ca mắc mới", 128, mandatory=True),
        figure("new_deaths", "Ca tử vong mới", 2, mandatory=True),
        figure("seven_day_total", "Ca mắc mới trong 7 ngày", 734),
        figure("wave_total", "Tổng số ca trong đợt dịch này", 2345),
    ),
    series=series(VALUES),
    series_title="Ca mắc mới, 14 ngày qua",
)
GRAVE = replace(
    ORDINARY,
    place="Thành phố Hồ Chí Minh",
    issuer="Trung tâm Công nghệ thông tin và Truyền thông tỉnh (chủ trì Tổ công nghệ)",
    action="Ở nhà khi có thể, theo dõi sức khỏe của mình và của người thân; nếu thấy khó thở, tím môi hoặc mệt lả, "
    "gọi cấp cứu ngay, không chờ đến sáng.",
    level=LevelMark("Mức độ 4", "#9c1230", "#ffffff", "octagon"),
    figures=(
        figure("seven_day_total", "Ca mắc mới trong 7 ngày", 86420),
        figure("new_cases", "Ca mắc mới", 12345, mandatory=True),
        figure("new_deaths", "Ca tử vong mới", 1234, mandatory=True),
        figure("severe_cases", "Ca bệnh nặng đang điều trị", None, mandatory=True),
        figure("aefi", "Tai biến sau tiêm", 0, mandatory=True),
        figure("wave_total", "Tổng số ca trong đợt dịch này", 1234567),
    ),
    series=series((9000, 9500, 8700, 10100, 11000, 12345, 11800, None, 10900, 11200, 12000, 11700, 12100, 12345)),
)
UNREPORTED = replace(
    ORDINARY,
    figures=(
        figure("new_cases", "Ca mắc mới", None, mandatory=True),
        figure("new_deaths", "Ca tử vong mới", None, mandatory=True),
    ),
    series=series((*VALUES[:-1], None)),
)
ADVICE = replace(
    ORDINARY, title="Gọi ai khi cần giúp — Vĩnh Phúc, ngày 19/11/2021", level=None, figures=(), series=(),
    action="Cần cấp cứu gọi 115; cần hỏi, cần thuốc, thực phẩm gọi 1022.",
)  # fmt: skip
EXERCISE = replace(
    ORDINARY, is_exercise=True, level=LevelMark("Cấp độ 1", "#f3c530", "#2b2300", "square"), series=series((0,) * 14)
)
ENGLISH = replace(
    ORDINARY,
    language="en",
    title="Vĩnh Phúc: 128 new cases, level 3 — limit going out",
    action="Avoid gatherings and go out only if you must.",
    issuer="Department of Information and Communications",
    as_of="17:00 on 19 November 2021",
    day="19 November 2021",
    source="Source: release no. 41",
    series_title="New cases, last 14 days",
)
# Not a sentence: every letter that the languages of the highlands have and Be Vietnam Pro has not, in words.
HIGHLAND = replace(
    ORDINARY,
    language="rad",
    place="Čar Dăk Lăk",
    action="Ƀuôn ƀĕ mơ̆ng ê̆ čiăng ñŭ ĭ ŏ ô̆ ư̆ 1022.",
    title="Ƀuôn sang M’Nông",
)
NOTICES = {
    "ordinary": ORDINARY, "grave": GRAVE, "unreported": UNREPORTED, "advice": ADVICE, "exercise": EXERCISE,
    "english": ENGLISH, "highland": HIGHLAND,
}  # fmt: skip
