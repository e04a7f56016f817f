"""Which sentence asks something of its reader, in Vietnamese and English. Pure."""

import re

LEAST = 3  # words: less is a fragment
# Anywhere in a sentence these ask for something.
_ASKING = re.compile(r"\b(hãy|xin|đừng|mời|vui lòng|please|do not|don't|must not)\b")
# At the beginning of a sentence, or of a part of it, these verbs do.
_BEGINNING = re.compile(
    r"(?:ở (?:nhà|yên|trong|lại|riêng|đâu)|đi (?:khám|tiêm|xét nghiệm|chợ|lấy)|đến (?:trạm|cơ sở|ngay|đúng|lượt)|"
    r"đeo|rửa|khai báo|mở|tránh|thực hiện|giữ|báo|mua|mang|theo dõi|đo|đưa|chuyển|tiêm|uống|ghi|hoãn|kiểm tra|"
    r"chuẩn bị|tiếp tục|chỉ|không (?!có|còn|mất|phải)|nên|hạn chế|dừng|gọi|nghỉ|cách ly|lau|khử khuẩn|quét|cài|"
    r"đăng ký|nhớ|lưu|xem|hỏi thăm|giúp|tuân thủ|chấp hành|bảo vệ|dạy|chia|liên hệ|nhờ|"
    r"stay|wear|wash|keep|call|go|tell|declare|put|take|do|avoid|open|check|ask|bring|buy|send|save|look|register|"
    r"watch|have|help|meet|order|phone|telephone|write|wait|remember|never|only|stop|come|report|shop|contact|scan|"
    r"thank those|split|note|let|use|follow|get|clean|cover|drink|rest|protect|answer|start|continue|limit|work)\b"
)
# What is said about calling, and nothing else.
_CALLING = re.compile(
    r"\b(gọi|hỏi|hotline|đường dây nóng|tổng đài|số|cấp cứu|việc khác|mọi|khác|cần giúp|cần hỏi|liên hệ|hoặc|ngay|"
    r"hãy|xin|lại|máy|bận|24/24|giờ|call|ask|help|ambulance|other|all|else|for|anything|questions?|emergency|now|"
    r"hours?|or|phone|please|try|again|back|busy|line|the|if|is)\b"
)
_GAP = re.compile(r"\[(?:chưa có|missing): ")


def asks(sentence: str) -> bool:
    """Whether somebody who reads it knows what to do."""
    low = sentence.lower()
    return bool(_ASKING.search(low)) or any(_BEGINNING.match(part) for part in re.split(r"[,;:–—]\s*", low))


def is_sentence(sentence: str) -> bool:
    """It can stand alone in large letters: no question, no fragment, no number to call only, no gap left open."""
    said = sentence.strip()
    return not (said.endswith("?") or len(said.split()) < LEAST or only_calls(said) or has_gap(said))


def only_calls(sentence: str) -> bool:
    """It names a number to call, and perhaps one word of what for: “Food, medicine: 1022.”, “Máy bận, hãy gọi lại”."""
    left = re.findall(r"[^\W\d_]+", _CALLING.sub(" ", sentence.lower()))
    named = any(letter.isdigit() for letter in sentence)
    return len(left) < 2 or (named and not asks(sentence) and len(left) < 4)


def has_gap(sentence: str) -> bool:
    return bool(_GAP.search(sentence))
