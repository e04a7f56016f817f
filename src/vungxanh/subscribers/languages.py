"""The languages people are told in, by the names that lists use for them."""

from django.utils.translation import gettext as _

from vungxanh.sheets.faults import Fault
from vungxanh.text.fold import key
from vungxanh.text.language_names import code_of

DEFAULT = "vi"
_NAMES = {
    "vi": "vn viet tiengviet vietnamese kinh",
    "en": "anh tienganh english",
    "tyz": "tay tiengtay",
    "nut": "nung tiengnung",
    "rad": "ede tiengede rade",
    "jra": "giarai tienggiarai jarai jrai",
    "bdq": "bana tiengbana bahnar",
    "hmn": "hmong mong tienghmong tiengmong",
    "mtq": "muong tiengmuong",
    "blt": "thai tiengthai",
    "cmo": "mnong tiengmnong",
    "kpm": "coho tiengcoho",
    "sed": "xodang tiengxodang",
    "ium": "dao tiengdao",
    "km": "khmer tiengkhmer khome",
    "cjm": "cham tiengcham",
    "zh": "hoa tienghoa trung tiengtrung chinese",
}
_CODE_OF = {name: code for code, names in _NAMES.items() for name in names.split()}


def read_language(cell: str) -> str:
    """An ISO 639 code; Vietnamese when the cell is blank. Raises Fault."""
    if not cell:
        return DEFAULT
    if code := _CODE_OF.get(key(cell)):
        return code
    if code := code_of(cell):
        return code
    raise Fault("unknown-language", _("“%s” is not a language known here; write its ISO 639 code, such as vi.") % cell)
