"""Words for yes and no. Both words of one pair have to occur: a column of only “N” may be anything."""

from __future__ import annotations

from core.datasets.importing.types.notations.conversions import Conversion
from core.datasets.importing.types.sql import literal

PAIRS = (
    ("true", "false"),
    ("yes", "no"),
    ("y", "n"),
    ("t", "f"),
    ("ja", "nein"),
    ("ja", "nee"),
    ("ja", "nej"),
    ("wahr", "falsch"),
    ("oui", "non"),
    ("vrai", "faux"),
    ("sí", "no"),
    ("si", "no"),
    ("verdadero", "falso"),
    ("sim", "não"),
    ("tak", "nie"),
    ("ano", "ne"),
    ("igen", "nem"),
    ("kyllä", "ei"),
    ("evet", "hayır"),
    ("doğru", "yanlış"),
    ("так", "ні"),
    ("ναι", "όχι"),
    ("vero", "falso"),
    ("sant", "usant"),
    ("prawda", "fałsz"),
    ("истина", "ложь"),
    ("예", "아니오"),
    ("有", "無"),
    ("نعم", "لا"),
    ("on", "off"),
    ("да", "нет"),
    ("はい", "いいえ"),
    ("是", "否"),
)


def _conversion(yes: str, no: str) -> Conversion:
    return Conversion(
        key=f"boolean {yes}/{no}",
        label=f"yes or no, written “{yes}” and “{no}”",
        kind="boolean",
        type="BOOLEAN",
        pattern=f"(?i:{yes}|{no})",
        sql=f"CASE lower({{t}}) WHEN {literal(yes)} THEN true WHEN {literal(no)} THEN false END",
        family=f"boolean {yes}/{no}",
        exact=True,
        quick="{v} IS NOT NULL",
    )


CONVERSIONS = tuple(_conversion(yes, no) for yes, no in PAIRS)
PAIR_OF = {conversion.key: pair for conversion, pair in zip(CONVERSIONS, PAIRS, strict=True)}


def both_occur(conversion: Conversion, sample: set[str]) -> bool:
    """Whether the sample shows yes and no; “true” or “false” alone is enough."""
    yes, no = PAIR_OF[conversion.key]
    seen = {text.lower() for text in sample}
    return {yes, no} <= seen or yes == "true"
