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


def _share_of(characters: str) -> str:
    kept = f"regexp_replace({{text}}, '[^{characters}]', '', 'g')"
    return f"sum(length({kept})) / nullif(sum(length({{text}})), 0)"


# Filled with the terms of a column, these are terms themselves. Doubled braces are braces of a regular expression.
TEXT_TERMS = {
    "missing_words": ", ".join(f"'{word}'" for word in MISSING_WORDS),
    "share_of_letters": _share_of(r"\pL"),
    "share_of_digits": _share_of(r"0-9"),
    "share_of_spaces": _share_of(r"\s"),
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
}

# A text's shape: letters become A or a, digits 9, and whatever else stays: “AB-12 x” is “AA-99 a”.
SHAPE = (
    r"regexp_replace(regexp_replace(regexp_replace(left({text}, 40), '\p{{Lu}}', 'A', 'g'), "
    r"'[\p{{Ll}}\p{{Lo}}]', 'a', 'g'), '[0-9]', '9', 'g')"
)
