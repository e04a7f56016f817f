"""The words that people say beside a figure, and the field of a release that they usually mean.

At one place the first row that fits is the one meant. A row is a regular expression without groups of its own.
"""

VIETNAMESE: tuple[tuple[str, str], ...] = (
    (r"(?:ca|trường hợp|người) (?:bệnh )?(?:tử vong|chết|không qua khỏi)", "new_deaths"),
    (r"(?:ca|người) (?:bệnh )?(?:khỏi bệnh|được chữa khỏi|xuất viện|bình phục)", "recovered"),
    (r"(?:ca|bệnh nhân) (?:bệnh )?(?:nặng|nguy kịch)", "severe_cases"),
    (r"(?:ca|trường hợp) (?:trong )?cộng đồng", "community_cases"),
    (r"(?:ca|trường hợp) nghi (?:nhiễm|mắc)", "suspected"),
    (r"(?:ca|trường hợp|người|bệnh nhân) đang (?:được )?điều trị", "in_treatment"),
    (r"người đang (?:được )?cách ly", "quarantine_facility"),
    (r"(?:ca|trường hợp) (?:mắc|nhiễm|dương tính|bệnh|mới|COVID-19|F0)", "new_cases"),
    (r"(?:ca|F0)(?! (?:trực|làm|sáng|chiều|tối|đêm|học|sản xuất))", "new_cases"),
    (r"(?:người|bệnh nhân) (?:mắc|nhiễm|dương tính)", "new_cases"),
    (r"F1|tiếp xúc gần", "contacts_new"),
    (r"mẫu (?:bệnh phẩm |xét nghiệm )?dương tính", "samples_positive"),
    (r"mẫu", "samples_tested"),
    (r"(?:liều|mũi)(?: vắc[- ]?xin| vaccine)?", "doses_given"),
    (r"giường (?:bệnh |điều trị )?(?:còn )?trống", "beds_free"),
    (r"giường", "beds_total"),
    (r"bệnh nhân", "in_treatment"),
)
ENGLISH: tuple[tuple[str, str], ...] = (
    (r"(?:new )?(?:deaths?|people (?:have )?died)", "new_deaths"),
    (r"(?:recoveries|recovered|people (?:have )?recovered)", "recovered"),
    (r"severe(?:ly ill)? (?:cases?|patients?)", "severe_cases"),
    (r"community cases?", "community_cases"),
    (r"suspected cases?", "suspected"),
    (r"(?:new |confirmed |active |COVID-19 |positive )*(?:cases?|infections?)", "new_cases"),
    (r"close contacts?", "contacts_new"),
    (r"positive (?:samples?|tests?)", "samples_positive"),
    (r"(?:samples?|tests?)", "samples_tested"),
    (r"(?:vaccine )?doses?", "doses_given"),
    (r"(?:free|empty) beds?", "beds_free"),
    (r"beds?", "beds_total"),
    (r"patients?", "in_treatment"),
)
# What a field counts, by a piece of its name; a field with none of these counts cases.
_COUNTED = (
    "death",
    "dose",
    "recover",
    "bed",
    "sample",
    "contact",
    "quarantine",
    "severe",
    "suspect",
    "coverage",
    "aefi",
)


def count_the_same(field: str, other: str) -> bool:
    """Whether two fields count the same kind of thing: cases of a day and of a week do, cases and deaths do not."""
    return [piece in field for piece in _COUNTED] == [piece in other for piece in _COUNTED]
