"""A column on its way from text to values: what is known of it, and the SQL that makes it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from core.datasets.importing.types.notations import missing
from core.datasets.importing.types.notations.conversions import Conversion
from core.datasets.importing.types.sql import literals, quote

EDGE_SPACES = " \t\u00a0\u202f"


@dataclass(frozen=True)
class TextColumn:
    """A column as the file has it: `field` is its name in the source, `sample` some distinct trimmed values."""

    field: str
    name: str
    original: str
    sample: tuple[str, ...] = ()
    padded: bool = False  # most values have spaces around them, which mean nothing
    spaced: bool = False  # some values have
    marked: bool = False  # the sample holds words for “missing”
    kind: str = ""  # chosen by a person
    markers: tuple[str, ...] | None = None  # chosen by a person
    written: str = ""  # its convention in an earlier file

    @property
    def text(self) -> str:
        """SQL of the value as text, without spaces around it if there are any; NULL for markers a person chose."""
        field = quote(self.field)
        text = f"trim({field}, '{EDGE_SPACES}')" if self.spaced else field
        return f"CASE WHEN {text} IN ({literals(self.markers)}) THEN NULL ELSE {text} END" if self.markers else text

    @property
    def is_missing(self) -> str:
        """SQL condition, for text that is no value of the kind: it says that the value is missing."""
        return self.says_missing(self.text)

    def says_missing(self, text_sql: str) -> str:
        return missing.beside_values(text_sql) if self.markers is None else f"({text_sql} = '')"

    @property
    def words(self) -> tuple[str, ...]:
        """The words that mean “missing” if this is a column of words."""
        return missing.beside_words(self.sample) if self.markers is None else ()


@dataclass(frozen=True)
class Verdict:
    """What a column was found to be. Without a conversion it stays text.

    Counts are of the whole file: `filled` texts that are not empty, of them `missing` are markers and `misfits`
    are not of the kind; `unread` has the texts of these, and how often each occurs. `markers` are the words that were
    read as missing. A verdict is `believed` until the whole
    file was counted.
    """

    column: TextColumn
    conversion: Conversion | None
    filled: int = 0
    missing: int = 0
    misfits: int = 0
    markers: tuple[str, ...] = ()
    rivals: tuple[Conversion, ...] = ()  # conversions that fit as well and mean something else
    confidence: float = 1.0
    evidence: str = ""
    warnings: tuple[str, ...] = field(default=())
    believed: bool = False
    unread: tuple[tuple[str, int], ...] = ()

    @property
    def type(self) -> str:
        return self.conversion.type if self.conversion else "VARCHAR"

    @property
    def value(self) -> str:
        """SQL of the typed value."""
        if self.conversion is None:
            return self._words()
        if self.misfits or self.missing:
            return self.reading
        return self.conversion.value(self.column.text)

    @property
    def may_be_unread(self) -> bool:
        """Whether some texts may have no value: the load has to look out for them."""
        if self.believed:
            return self.conversion is not None or bool(self.markers)
        return self.misfits > 0 or self.missing > 0

    @property
    def reading(self) -> str:
        """SQL of the value, NULL for every text that is not of the kind."""
        return self.conversion.strict(self.column.text) if self.conversion else "NULL"

    @property
    def is_misfit(self) -> str:
        """SQL condition: there is a value, and it is not of the kind."""
        if self.conversion is None:
            return "false"
        return f"({self.column.text} IS NOT NULL AND ({self.reading}) IS NULL AND NOT {self.column.is_missing})"

    def _words(self) -> str:
        field = self.column.text if self.column.padded or self.column.markers else quote(self.column.field)
        if not self.markers:
            return field
        return f"CASE WHEN {self.column.text} IN ({literals(self.markers)}) THEN NULL ELSE {field} END"

    def told(self, *warnings: str, confidence: float | None = None) -> Verdict:
        """The same verdict with something more to tell."""
        lower = self.confidence if confidence is None else min(confidence, self.confidence)
        return replace(self, warnings=(*self.warnings, *warnings), confidence=lower)
