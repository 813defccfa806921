"""What texts may look like: fragments that recognise addresses, cards, telephones, and words for missing."""

from __future__ import annotations

MISSING_WORDS = (
    *("?", "-", "--", ".", "n/a", "na", "#n/a", "nan", "null", "none", "nil", "unknown", "missing", "not available"),
    *("undefined", "not specified", "unspecified", "tbd", "xxx", "(blank)", "k.a.", "unbekannt", "keine angabe"),
)

_DIGITS = "regexp_replace({text}, '[^0-9]', '', 'g')"

# Luhn's check (ISO/IEC 7812-1): from the right, every second digit counts double, less nine when that has two digits.
_LUHN = (
    "list_sum(list_transform(list_reverse(string_split(" + _DIGITS + ", '')), lambda d, i: "
    "CASE WHEN i % 2 = 1 THEN {digit} WHEN {digit} > 4 THEN {digit} * 2 - 9 ELSE {digit} * 2 END)) % 10 = 0"
).replace("{digit}", "TRY_CAST(d AS INTEGER)")  # a text without digits has the one digit '', which is no number


# The check digits of an IBAN (ISO 13616): with the first four signs last and letters as 10 to 35, modulo 97 it is 1.
_COMPACT = "replace({text}, ' ', '')"
_IBAN = (
    "list_reduce(list_prepend(0, list_transform(string_split("
    f"substr({_COMPACT}, 5) || left({_COMPACT}, 4), ''), "
    "lambda c: CASE WHEN c BETWEEN '0' AND '9' THEN ascii(c) - 48 ELSE ascii(c) - 55 END)), "
    "lambda a, x: (a * CASE WHEN x > 9 THEN 100 ELSE 10 END + x) % 97) = 1"
)

_DAY = "(0[1-9]|[12][0-9]|3[01])"
_MONTH = "(0[1-9]|1[0-2])"
# Numbers that states give to persons, where the way of writing alone tells them from other numbers.
_NATIONAL_IDS = (
    r"(00[1-9]|0[1-9][0-9]|[1-578][0-9]{{2}}|6[0-57-9][0-9]|66[0-57-9])-(0[1-9]|[1-9][0-9])-[0-9]{{4}}",  # USA
    r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{{2}} ?[0-9]{{2}} ?[0-9]{{2}} ?[A-D]",  # United Kingdom
    r"[A-Z]{{6}}[0-9]{{2}}[A-EHLMPRST][0-9]{{2}}[A-Z][0-9]{{3}}[A-Z]",  # Italy
    r"[0-9]{{3}}[.][0-9]{{3}}[.][0-9]{{3}}-[0-9]{{2}}",  # Brazil
    r"[1-9][0-9]{{5}}(19|20)[0-9]{{2}}" + _MONTH + _DAY + r"[0-9]{{3}}[0-9X]",  # China
    r"((19|20)?[0-9]{{2}}" + _MONTH + _DAY + r"|" + _DAY + _MONTH + r"[0-9]{{2}})[-+A][0-9]{{3}}[0-9A-Y]",  # the North
    r"[12] [0-9]{{2}} " + _MONTH + r" [0-9]{{2}} [0-9]{{3}} [0-9]{{3}}( [0-9]{{2}})?",  # France
)


def _share_of(characters: str) -> str:
    kept = f"regexp_replace({{text}}, '[^{characters}]', '', 'g')"
    return f"sum(length({kept})) / nullif(sum(length({{text}})), 0)"


# Filled with the terms of a column, these are terms themselves. Doubled braces are braces of a regular expression.
TEXT_TERMS = {
    "missing_words": ", ".join(f"'{word}'" for word in MISSING_WORDS),
    "share_of_letters": _share_of(r"\pL"),
    "share_of_digits": _share_of(r"0-9"),
    "share_of_spaces": _share_of(r"\s"),
    "share_of_capitals": _share_of(r"\p{{Lu}}"),
    "share_of_marks": _share_of(r"\pP"),
    # CASE looks at the rest only where the cheap first question says yes; AND would not.
    "is_email": r"(CASE WHEN contains({text}, '@') THEN "
    r"regexp_full_match(trim({text}), '[^@\s]+@[^@\s]+\.[A-Za-z]{{2,}}') ELSE false END)",
    "is_url": r"(CASE WHEN contains({text}, '.') THEN "
    r"regexp_full_match(trim({text}), '(?i)(https?://|www\.)\S+') ELSE false END)",
    "is_phone": r"(CASE WHEN left(trim({text}), 1) IN ('+', '0', '(') THEN "
    r"regexp_full_match(trim({text}), '(\+|00|\(|0)[0-9 ()./-]{{6,20}}') "
    r"AND length(" + _DIGITS + r") BETWEEN 7 AND 15 "
    r"AND NOT regexp_full_match(trim({text}), '[0-9]+\.[0-9]*|[0-9]{{1,4}}[./-][0-9]{{1,2}}[./-][0-9]{{1,4}}') "
    "ELSE false END)",
    "is_card": r"(CASE WHEN length({text}) BETWEEN 13 AND 23 AND left({text}, 1) IN ('3', '4', '5', '6') THEN "
    r"regexp_full_match({text}, '[3-6][0-9]{{3}}([ -]?[0-9]{{2,6}}){{2,4}}') "
    "AND length(" + _DIGITS + ") BETWEEN 13 AND 19 AND " + _LUHN + " ELSE false END)",
    "is_iban": r"(CASE WHEN regexp_full_match({text}, '[A-Z]{{2}}[0-9]{{2}}( ?[A-Z0-9]){{11,30}}') THEN "
    + _IBAN
    + " ELSE false END)",
    "is_national_id": "(CASE WHEN length({text}) BETWEEN 9 AND 21 THEN regexp_full_match({text}, '"
    + "|".join(_NATIONAL_IDS)
    + "') ELSE false END)",
    "is_date": "(CASE WHEN length({text}) BETWEEN 8 AND 40 AND left({text}, 1) BETWEEN '0' AND '9' THEN "
    "TRY_CAST({text} AS TIMESTAMP) IS NOT NULL OR "
    "try_strptime({text}, ['%d.%m.%Y', '%d/%m/%Y', '%m/%d/%Y', '%d-%m-%Y', '%Y%m%d']) IS NOT NULL ELSE false END)",
    "has_invisible": r"regexp_matches({text}, '[\x{{00}}-\x{{08}}\x{{0b}}\x{{0c}}\x{{0e}}-\x{{1f}}\x{{7f}}\x{{a0}}"
    r"\x{{ad}}\x{{200b}}-\x{{200f}}\x{{2028}}-\x{{202e}}\x{{2060}}\x{{feff}}\x{{fffd}}]')",
}

# A text's shape: letters become A or a, digits 9, and whatever else stays: “AB-12 x” is “AA-99 a”.
SHAPE = (
    r"regexp_replace(regexp_replace(regexp_replace(left({text}, 40), '\p{{Lu}}', 'A', 'g'), "
    r"'[\p{{Ll}}\p{{Lo}}]', 'a', 'g'), '[0-9]', '9', 'g')"
)
