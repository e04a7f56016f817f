"""Lists come in the encodings of thirty years; each is read, and the report says which it was and shows a word."""

import pytest

from vungxanh.subscribers.models import ListImport, Subscriber

from .conftest import Importing

HEADER = "Số điện thoại,Huyện,Xã"
ROWS = (
    "0912345678,Vĩnh Yên,phường Tích Sơn", "0912345679,huyện Lập Thạch,xã Xuân Hòa", "0912345680,Vĩnh Yên,Hội Hợp",
)  # fmt: skip
TEXT = "\n".join([HEADER, *ROWS])
TCVN3 = (
    "Sè ®iÖn tho¹i,HuyÖn,X·\n0912345678,VÜnh Yªn,ph\xadêng TÝch S¬n\n0912345679,huyÖn LËp Th¹ch,x· Xu©n Hßa\n"
    "0912345680,VÜnh Yªn,Héi Hîp"
)
VNI = (
    "Soá ñieän thoaïi,Huyeän,Xaõ\n0912345678,Vónh Yeân,phöôøng Tích Sôn\n0912345679,huyeän Laäp Thaïch,xaõ Xuaân Hoøa\n"
    "0912345680,Vónh Yeân,Hoäi Hôïp"
)
WINDOWS_1258 = (
    "Sô\u0301 điê\u0323n thoa\u0323i,Huyê\u0323n,Xa\u0303\n0912345678,Vi\u0303nh Yên,phươ\u0300ng Ti\u0301ch Sơn\n"
    "0912345679,huyê\u0323n Lâ\u0323p Tha\u0323ch,xa\u0303 Xuân Ho\u0300a\n"
    "0912345680,Vi\u0303nh Yên,Hô\u0323i Hơ\u0323p"
)


def places() -> list[str]:
    return list(Subscriber.objects.order_by("address").values_list("place__name", flat=True))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.replace(",", "\t").encode("utf-16"), "UTF-16"),
        (WINDOWS_1258.encode("cp1258"), "Windows-1258"),
        (TCVN3.encode("latin-1"), "TCVN3"),
        (TCVN3.encode("utf-8"), "TCVN3"),
        (TCVN3.encode("utf-16"), "TCVN3"),
        (VNI.encode("latin-1"), "VNI"),
        (VNI.encode("utf-8"), "VNI"),
    ],
)
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_encoding_and_line_end_is_read(take_in: Importing, content: bytes, encoding: str, end: bytes) -> None:
    if encoding == "UTF-16" or content.startswith(b"\xff\xfe"):
        codec = "utf-16-be" if content[:1] == b"\0" else "utf-16-le" if content[1:2] == b"\0" else "utf-16"
        content = content.decode(codec).replace("\n", end.decode()).encode(codec)
    else:
        content = content.replace(b"\n", end)
    done = take_in(content=content)
    assert (done.rows_in, done.stored, done.encoding) == (3, 3, encoding)
    assert places() == ["Tích Sơn", "Xuân Hòa", "Hội Hợp"]


@pytest.mark.parametrize(("content", "raw", "read"), [(TCVN3, "ph\xadêng", "phường"), (VNI, "phöôøng", "phường")])
def test_the_report_shows_a_word_as_it_stood_and_as_it_was_read(
    take_in: Importing, content: str, raw: str, read: str
) -> None:
    done: ListImport = take_in(content=content.encode("latin-1"))
    assert (done.read_raw, done.read_as) == (raw, read)
    assert done.notes == [f"Read as {done.encoding}: “{raw}” is “{read}”."]


def test_a_named_encoding_is_believed(take_in: Importing) -> None:
    content = b"phone,name\n0912345678,Jos\xe9 M\xfcller Zo\xeb\n"
    assert take_in(content=content, encoding="Windows-1258").stored == 1


def test_a_byte_that_is_only_a_space_needs_no_evidence(take_in: Importing) -> None:
    assert take_in(content=b"phone\n0912\xa0345\xa0678\n").stored == 1
