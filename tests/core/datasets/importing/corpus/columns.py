"""Columns in costume: numbers, dates, yes and no, codes, and words for “missing”."""

# ruff: noqa: DTZ001 (times in tables have no zone)

from __future__ import annotations

from datetime import date, datetime, time

from tests.core.datasets.importing.corpus.case import column

NUMBERS = (
    column("whole numbers are numbers", ["1", "-2", "0"], [1, -2, 0]),
    column("decimals are numbers", ["1.5", "-.5", "2."], [1.5, -0.5, 2.0]),
    column("thousands marks are taken off", ["1,234", "12", "1,234,567"], [1234, 12, 1234567]),
    column("thousands and decimals", ["1,234.50", "0.25", "999"], [1234.5, 0.25, 999.0]),
    column("decimal comma", ["1,5", "0,25", "-3,75"], [1.5, 0.25, -3.75]),
    column(
        "point for thousands, comma for decimals", ["1.234,50", "0,25", "12.345.678,00"], [1234.5, 0.25, 12345678.0]
    ),
    column("space for thousands", ["1 234", "12", "1 234 567"], [1234, 12, 1234567]),
    column("narrow no-break space for thousands", ["1\u202f234,5", "12,0"], [1234.5, 12.0]),
    column("Swiss apostrophes", ["1'234.50", "2’000.25"], [1234.5, 2000.25]),
    column("dollars", ["$1,234.50", "$0.99", "-$5.00"], [1234.5, 0.99, -5.0], says="currency sign $"),
    column("euros behind the number", ["1.234,50 €", "0,99 €"], [1234.5, 0.99], says="currency sign €"),
    column("currency codes", ["USD 12.50", "USD 1,000.00"], [12.5, 1000.0], says="currency sign USD"),
    column("brackets are negative", ["(1,234.50)", "12.00"], [-1234.5, 12.0]),
    column("a minus behind the number", ["12.50-", "3.25"], [-12.5, 3.25]),
    column("the true minus sign", ["\u22125", "3"], [-5, 3]),
    column("per cent becomes a share", ["12%", "3.5 %", "-1%"], [0.12, 0.035, -0.01], says="12% is 0.12"),
    column("exponents", ["1.5e3", "2E-2", "1e+06"], [1500.0, 0.02, 1000000.0]),
    column("signs before small numbers", ["+1", "-2", "+10"], [1, -2, 10]),
    column("whole numbers beyond 64 bits", ["12345678901234567890", "1"], [12345678901234567890, 1]),
    column("digits beyond any number stay text", ["1" * 45, "2" * 45], ["1" * 45, "2" * 45]),
    column("three digits behind a comma may be either", ["1,234", "5,678"], [1234, 5678], says="thousands or decimals"),
    column("two currencies are not one column of numbers", ["$5", "€7", "$9"], ["$5", "€7", "$9"]),
    column("infinity is no number", [*["1.5"] * 200, "inf"], [*[1.5] * 200, None], says="1 of 201 values"),
    column("a typo among many numbers is told", [*["7"] * 300, "abc"], [*[7] * 300, None], says="1 of 301 values"),
    column("a column of two minds stays text", ["1", "two", "3", "four"], ["1", "two", "3", "four"]),
    column("decimals that come late", [*["1"] * 8000, "2.5"], [*[1.0] * 8000, 2.5]),
)

CODES = (
    column("zip codes keep their zeros", ["00501", "10001", "94105"], ["00501", "10001", "94105"]),
    column("one leading zero late in the file", [*["12"] * 600, "007"], [*["12"] * 600, "007"]),
    column("telephone numbers", ["+4915112345678", "+12125551234"], ["+4915112345678", "+12125551234"]),
    column("codes that look like exponents", ["1E5", "2E7", "3E1"], ["1E5", "2E7", "3E1"]),
    column("versions", ["1.2.3", "1.10.0"], ["1.2.3", "1.10.0"]),
    column("addresses of computers", ["10.0.0.1", "192.168.0.1"], ["10.0.0.1", "192.168.0.1"]),
    column("underscores make no number", ["1_000", "2_000"], ["1_000", "2_000"]),
    column("hexadecimal codes", ["0x1F", "0xFF"], ["0x1F", "0xFF"]),
    column("ranges", ["1-2", "3-5"], ["1-2", "3-5"]),
)

DATES = (
    column("ISO dates", ["2024-01-31", "2023-12-01"], [date(2024, 1, 31), date(2023, 12, 1)]),
    column("day first, proven", ["13/01/2020", "02/03/2021"], [date(2020, 1, 13), date(2021, 3, 2)]),
    column("month first, proven", ["01/13/2020", "02/03/2021"], [date(2020, 1, 13), date(2021, 2, 3)]),
    column("no order proven", ["01/02/2020", "03/04/2021"], [date(2020, 2, 1), date(2021, 4, 3)], says="no date shows"),
    column("dots", ["31.12.2020", "01.02.2021"], [date(2020, 12, 31), date(2021, 2, 1)]),
    column("slashes, year first", ["2020/12/31", "2021/2/1"], [date(2020, 12, 31), date(2021, 2, 1)]),
    column("names of months", ["31-Dec-2020", "1-Feb-2021"], [date(2020, 12, 31), date(2021, 2, 1)]),
    column("months in words", ["December 31, 2020", "May 1, 2021"], [date(2020, 12, 31), date(2021, 5, 1)]),
    column("short years", ["31/12/20", "01/02/21"], [date(2020, 12, 31), date(2021, 2, 1)], says="two digits"),
    column("days that do not exist", ["2023-02-30", "2023-13-01"], ["2023-02-30", "2023-13-01"]),
    column(
        "dates with a time",
        ["2024-01-31 12:30:00", "2024-01-31T08:00"],
        [datetime(2024, 1, 31, 12, 30), datetime(2024, 1, 31, 8)],
    ),
    column(
        "American dates with a time",
        ["01/31/2024 02:30 PM", "12/01/2023 11:00 AM"],
        [datetime(2024, 1, 31, 14, 30), datetime(2023, 12, 1, 11)],
    ),
    column(
        "moments with a zone move to UTC",
        ["2024-01-31T12:00:00+02:00", "2024-01-31T12:00:00Z"],
        [datetime(2024, 1, 31, 10), datetime(2024, 1, 31, 12)],
        says="moved to UTC",
    ),
    column("times of day", ["12:30", "08:05"], [time(12, 30), time(8, 5)]),
    column("times with seconds", ["12:30:15", "08:05:00"], [time(12, 30, 15), time(8, 5)]),
    column("durations beyond a day are seconds", ["36:15:00", "12:00:00"], [130500, 43200], says="into seconds"),
    column("years are numbers", ["2019", "2020"], [2019, 2020]),
)

WORDS = (
    column("yes and no", ["yes", "No", "YES"], [True, False, True]),
    column("true and false", ["TRUE", "FALSE"], [True, False]),
    column("ja und nein", ["ja", "nein"], [True, False]),
    column("only N may mean anything", ["N", "N"], ["N", "N"]),
    column("zeros and ones stay numbers", ["0", "1", "1"], [0, 1, 1]),
    column("yes, no and maybe", ["yes", "no", "maybe"], ["yes", "no", "maybe"]),
    column("NA among numbers", ["1", "NA", "3"], [1, None, 3]),
    column("many words for missing", ["1.5", "n/a", "-", "?", "null", "#N/A", "."], [1.5, *[None] * 6]),
    column("NA among words", ["red", "NA", "blue"], ["red", None, "blue"], says="no value"),
    column("Namibia", ["ZA", "NA", "BW", "DE"], ["ZA", "NA", "BW", "DE"]),
    column("Mr Null", ["Smith", "Null", "None"], ["Smith", "Null", "None"]),
    column("signs that are values", ["+", "-", "?"], ["+", "-", "?"]),
    column(
        "-999 is a number, and suspicious", ["5", "-999", "7", "-999"], [5, -999, 7, -999], says="-999 occurs 2 times"
    ),
    column("a column of nothing", ["", "", ""], [None, None, None]),
    column("spaces around numbers", [" 1 ", "2 ", " 3"], [1, 2, 3]),
)

CASES = (*NUMBERS, *CODES, *DATES, *WORDS)
