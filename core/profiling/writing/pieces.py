"""What every part of a report is made of: its style, statements folded away, and how far to trust a number."""

from __future__ import annotations

from collections.abc import Sequence

from core.datasets.kinds import KINDS
from core.profiling.records import Number
from core.writing import numbers
from core.writing.html import Html, element

STYLE = """
body { max-width: 62rem; margin-top: 2rem }
.quiet, .ends, .bars td:last-child { color: light-dark(#5b6570, #9aa4b0) }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .6rem; margin: 1.2rem 0 }
.tiles div, .column { border: 1px solid light-dark(#e3e6ea, #2b3038); border-radius: .5rem; padding: .7rem .9rem }
.tiles b { display: block; font-size: 1.25rem; font-variant-numeric: tabular-nums }
.tiles span { font-size: .85rem; color: light-dark(#5b6570, #9aa4b0) }
.alerts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: .9rem 1.5rem }
.alert { border-left: 4px solid #4c78c8; padding: .1rem 0 .1rem .8rem; min-width: 0; break-inside: avoid;
         font-size: .9rem }
.alert p { margin: .15rem 0 }
.alert.warning { border-color: #d99a1c } .alert.problem { border-color: #cf4a3f }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: .9rem }
.column { break-inside: avoid; min-width: 0 }
.column h3 { margin: 0 0 .5rem; font-size: 1rem; overflow-wrap: anywhere }
.column h3 span { font-weight: 400; font-size: .85rem; color: light-dark(#5b6570, #9aa4b0) }
.column table { margin-top: .5rem; font-size: .84rem }
.column td { padding: .15rem .6rem .15rem 0 } .column td:last-child { white-space: nowrap }
.column p { font-size: .84rem }
svg { display: block; width: 100%; fill: #1b8a7a }
.ends { display: flex; justify-content: space-between; margin: .1rem 0 0; font-size: .8rem }
.bars td { border: 0 }
.bars td:nth-child(2) { width: 40%; vertical-align: middle } .bars td:last-child { width: 3.5rem }
details { margin-top: .5rem; font-size: .84rem } summary { cursor: pointer; color: light-dark(#5b6570, #9aa4b0) }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0 .7rem; font-size: .78rem }
"""


def statements(told: Sequence[tuple[str, str]]) -> Html:
    """The statements behind numbers, folded away; `data` is the table."""
    parts = [part for name, sql in told for part in (element("div", name), element("pre", sql))]
    return element("details", element("summary", "How it is computed (SQL)"), *parts)


def precision(number: Number) -> str:
    if number.precision == "sample":
        return f"from {numbers.count(number.n)} rows" if number.n else "from a sample"
    if number.precision == "approximate" and number.error:
        return f"approximate, ± {numbers.share(number.error)}"
    return number.precision


def left_out(number: int, noun: str) -> list[Html]:
    said = f"{numbers.counted(number, f'further {noun}')} had no room here; the JSON has all."
    return [element("p", said, class_="quiet")] if number else []


def label(kind: str) -> str:
    return next((row.label.lower() for row in KINDS if row.key == kind), kind)
