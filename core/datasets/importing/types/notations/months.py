"""Dates with the name of the month, in many languages: no word here means different months in two of them."""

from __future__ import annotations

import re

from core.datasets.importing.types.notations.conversions import Conversion
from core.datasets.importing.types.sql import literal

# English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish and Norwegian, Polish, Czech, Finnish,
# Turkish, Russian and Ukrainian; full names, forms after a day, usual short forms.
NAMES = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari stycznia styczeń sty leden ledna"
    " tammikuu tammikuuta ocak oca январь января янв січня",
    "february feb februar feber février fevrier févr fév febrero febbraio fevereiro fev februari lutego luty lut únor"
    " února helmikuu helmikuuta şubat şub февраль февраля фев лютого",
    "march mar märz mär mrz maerz mars marzo março marco maart mrt marts marca marzec březen března maaliskuu"
    " maaliskuuta mart март марта березня",
    "april apr avril avr abril abr aprile kwietnia kwiecień kwi duben dubna huhtikuu huhtikuuta nisan nis апрель апреля"
    " апр квітня",
    "may mai mayo maggio mag maio mei maj maja květen května toukokuu toukokuuta mayıs май мая травня",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze červen června kesäkuu kesäkuuta haziran haz июнь"
    " июня июн червня",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec lip červenec července heinäkuu heinäkuuta temmuz"
    " tem июль июля июл липня",
    "august aug août aout agosto ago augustus augusti sierpnia sierpień sie srpen srpna elokuu elokuuta ağustos ağu"
    " август августа авг серпня",
    "september sep sept septembre septiembre setiembre settembre set sett setembro września wrzesień wrz září syyskuu"
    " syyskuuta eylül eyl сентябрь сентября сен сент вересня",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik paź říjen října lokakuu"
    " lokakuuta ekim eki октябрь октября окт жовтня",
    "november nov novembre noviembre novembro listopada listopad lis listopadu marraskuu marraskuuta kasım kas ноябрь"
    " ноября ноя листопада",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des grudnia grudzień gru prosinec"
    " prosince joulukuu joulukuuta aralık ara декабрь декабря дек грудня",
)
NUMBER_OF = {name: number for number, names in enumerate(NAMES, start=1) for name in names.split()}

_NAME = rf"(?i:{'|'.join(sorted(NUMBER_OF, key=len, reverse=True))})[.]?"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th|er|[.º])?"
_GAP, _YEAR = r"(?:[ ./-]| de | del | of )?[ ]?", "[0-9]{4}"
_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_WHOLE_DAY = rf"(?:{_DAY}{_GAP}{_NAME},?{_GAP}{_YEAR}|{_NAME}[ -]?{_DAY},?[ -]{_YEAR}|{_YEAR}[ ./-]{_NAME}[ ./-]{_DAY})"

_MAP = "MAP {" + ", ".join(f"{literal(name)}: '{number}'" for name, number in NUMBER_OF.items()) + "}"
_MONTH = rf"{_MAP}[regexp_extract(lower({{t}}), '\p{{L}}{{3,}}')]"
_IN_YEAR = "regexp_extract({t}, '[0-9]{4}')"
_ON_DAY = "regexp_extract({t}, '(?:^|[^0-9:])([0-9]{1,2})(?:[^0-9:]|$)', 1)"
_DATE = f"{_IN_YEAR} || '-' || {_MONTH} || '-' || {_ON_DAY}"

CONVERSIONS = (
    Conversion(
        "date named month",
        "dates with the name of the month",
        "date",
        "DATE",
        _WHOLE_DAY,
        f"TRY_CAST({_DATE} AS DATE)",
        "named month",
    ),
    Conversion(
        "timestamp named month",
        "dates with the name of the month and a time",
        "date",
        "TIMESTAMP",
        rf"{_WHOLE_DAY},?(?: at| um| à)? {_CLOCK}",
        f"TRY_CAST({_DATE} || ' ' || regexp_extract({{t}}, '{_CLOCK}$') AS TIMESTAMP)",
        "named month with time",
    ),
    Conversion(
        "month of a year",
        "months like March 2024",
        "date",
        "DATE",
        rf"{_NAME}[ ./'-]{{1,2}}{_YEAR}",
        f"TRY_CAST({_IN_YEAR} || '-' || {_MONTH} || '-1' AS DATE)",
        "month of a year",
        caution="months were read as their first day",
    ),
)

_ANY_NAME = re.compile(rf"\b{_NAME}")


def names_a_month(text: str) -> bool:
    return _ANY_NAME.search(text) is not None
