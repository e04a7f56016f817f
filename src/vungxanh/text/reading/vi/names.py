"""The disease and its virus, however their names are typed: Covid-19, COVID 19, SARS-CoV2 …"""

import re

from vungxanh.text.reading.rule import WORDS, Rule, Say, Start

_BREAK = r"\s?[-–]?\s?"
_NAMES = {
    rf"(?:covid|COVID|Covid|CoVid|CoViD|CoVID){_BREAK}19(?!\d)": "cô vít mười chín",
    r"(?:COVID|Covid|CoVid|CoViD|CoVID)(?![^\W_])": "cô vít",
    rf"(?i:SARS{_BREAK}CO\s?V{_BREAK}2)(?!\d)": "xác cô vi hai",
    rf"(?i:SARS{_BREAK}CO\s?V)(?![^\W_])": "xác cô vi",
    r"SARS(?![^\W_])": "xác",
    r"2019-nCoV(?![^\W_])": "hai nghìn không trăm mười chín en cô vi",
}


def _always(said: str) -> Say:
    return lambda _found: said


RULES = tuple(
    Rule("name of the disease", re.compile(name), _always(said), (Start.DIGIT, *WORDS)) for name, said in _NAMES.items()
)
