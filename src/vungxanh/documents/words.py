"""The forms' own few words, in Vietnamese and English. A minority language's notice has them in Vietnamese."""

from collections.abc import Mapping

VIETNAMESE: Mapping[str, str] = {
    "act": "Việc cần làm",
    "figures": "Số liệu",
    "call": "Hỏi và báo tin",
    "ambulance": "Cấp cứu",
    "as_of": "Số liệu đến {as_of}",
    "scan": "Quét mã để đọc bản đầy đủ",
    "read": "Đọc bản đầy đủ",
    "level": "Mức độ dịch",
    "issuer": "Nơi thông báo",
    "striped": "sọc: chưa có báo cáo",
    "exercise": "DIỄN TẬP — KHÔNG PHẢI TIN THẬT",
}
ENGLISH: Mapping[str, str] = {
    "act": "What to do",
    "figures": "Figures",
    "call": "Ask or report",
    "ambulance": "Ambulance",
    "as_of": "Figures at {as_of}",
    "scan": "Scan to read more",
    "read": "Read more",
    "level": "Epidemic level",
    "issuer": "Issued by",
    "striped": "striped: not reported",
    "exercise": "EXERCISE — NOT REAL",
}


def words_of(language: str) -> Mapping[str, str]:
    return ENGLISH if language.split("-")[0] == "en" else VIETNAMESE


def with_capital(text: str) -> str:
    """With a capital at its beginning; the rest as it is."""
    return text[:1].upper() + text[1:]
