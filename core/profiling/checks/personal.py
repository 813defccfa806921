"""Checks for personal data: what values look like, and what columns are called."""

from __future__ import annotations

import re

import core.profiling.words as words
from core.profiling.checks.check import ColumnCheck, holding
from core.profiling.records import ColumnProfile

SOME = 0.1  # of the values: an address here and there is found in any free text
SOME_IDS = 0.5  # the way of writing alone may be that of a part number
MANY = 100  # values, of which a few different ones are groups and no persons: PhoneService is yes or no
FEW = 20
MOST = 0.8  # telephone numbers look like many other numbers
ACTION = "Ask whether you may use it; leave it out of models and of what you pass on."

# What a column about persons is called, as whole words.
PERSONAL_NAMES = re.compile(
    r"\b("
    r"(first|last|full|middle|given|family|user|maiden) ?name|surname|vorname|nachname|"
    r"e ?mail|phone|telephone|mobile|fax|street|address|anschrift|"
    r"date of birth|birth ?(date|day)|dob|geburtsdatum|"
    r"(national|personal|tax) (id|number|no|nr)|nino|steuer ?id|"
    r"ssn|social security|passport|iban|credit ?card|card ?number|ip ?address"
    r")\b"
)


def _share(column: ColumnProfile, key: str) -> float:
    return column.amount(key) * column.count


def _tells_groups(column: ColumnProfile) -> bool:
    return column.holds == "booleans" or (column.count >= MANY and column.amount("distinct") <= FEW)


def _is_recognised(column: ColumnProfile) -> bool:
    return any(check.fires(column) for check in VALUE_CHECKS if check.applies(column))


VALUE_CHECKS = (
    ColumnCheck(
        "personal_emails",
        "Email addresses",
        "warning",
        applies=holding("texts"),
        fires=lambda column: column.amount("emails_share") >= SOME,
        sentence="{column} holds email addresses (about {rows}).",
        action=ACTION,
        key="emails_share",
        rows=lambda column: _share(column, "emails_share"),
        condition="{is_email}",
    ),
    ColumnCheck(
        "personal_phones",
        "Telephone numbers",
        "warning",
        applies=holding("texts"),
        fires=lambda column: column.amount("phones_share") >= MOST,
        sentence="{column} holds what look like telephone numbers (about {rows}).",
        action=ACTION,
        key="phones_share",
        rows=lambda column: _share(column, "phones_share"),
        condition="{is_phone}",
    ),
    ColumnCheck(
        "personal_cards",
        "Card numbers",
        "problem",
        applies=lambda column: holding("texts", "numbers")(column) and "cards_share" in column.numbers,
        # One number in ten passes the check digit by chance: an id of the right length must not alarm.
        fires=lambda column: column.amount("cards_share") >= 2 * SOME,
        sentence="{column} holds numbers that are valid as payment card numbers (about {rows}).",
        action="Remove the column: card numbers must not be kept like this.",
        key="cards_share",
        rows=lambda column: _share(column, "cards_share"),
        condition="{is_card}",
    ),
    ColumnCheck(
        "personal_ibans",
        "Bank accounts",
        "warning",
        applies=holding("texts"),
        fires=lambda column: column.amount("ibans_share") >= SOME,
        sentence="{column} holds valid numbers of bank accounts (IBAN, about {rows}).",
        action=ACTION,
        key="ibans_share",
        rows=lambda column: _share(column, "ibans_share"),
        condition="{is_iban}",
    ),
    ColumnCheck(
        "personal_ids",
        "National ids",
        "problem",
        applies=holding("texts"),
        fires=lambda column: column.amount("national_ids_share") >= SOME_IDS,
        sentence="{column} holds what look like numbers that a state gives to persons (about {rows}).",
        action="Remove the column unless you must keep it: such numbers are protected by law.",
        key="national_ids_share",
        rows=lambda column: _share(column, "national_ids_share"),
        condition="{is_national_id}",
    ),
)

PERSONAL_CHECKS = (
    *VALUE_CHECKS,
    ColumnCheck(
        "personal_name",
        "Personal by its name",
        "info",
        applies=lambda column: column.count > 0 and not _is_recognised(column) and not _tells_groups(column),
        fires=lambda column: bool(PERSONAL_NAMES.search(words.apart(column.name))),
        sentence="{column} is probably about persons, by its name.",
        action=ACTION,
        key="top",
        rows=lambda column: column.count,
        condition="{column} IS NOT NULL",
    ),
)
