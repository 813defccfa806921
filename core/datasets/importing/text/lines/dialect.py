"""How a text file separates its values."""

from __future__ import annotations

from dataclasses import dataclass

DELIMITER_NAMES = {
    ",": "comma",
    ";": "semicolon",
    "\t": "tab",
    "|": "vertical bar",
    " ": "space",
    ":": "colon",
    "^": "caret",
    "~": "tilde",
    "\x01": "control character 1",
    ", ": "comma and space",
    "; ": "semicolon and space",
    "│": "drawn line",
    "": "none (one column)",
}


@dataclass(frozen=True)
class Dialect:
    """`delimiter` may have several characters, or none for a single column. `escape` equals `quote` when a quote
    inside quotes is doubled. An aligned file separates columns by any number of spaces, at least as many as in
    `delimiter`, or at the positions `cuts`. In a wrapped one every line is quoted as a whole.
    With `escapes_delimiters`, a backslash before a delimiter makes it a character of the value."""

    delimiter: str
    quote: str = '"'
    escape: str = '"'
    comment: str = ""
    aligned: bool = False
    cuts: tuple[int, ...] = ()
    wrapped: bool = False
    escapes_delimiters: bool = False

    @property
    def doubles_quotes(self) -> bool:
        return self.escape == self.quote

    @property
    def delimiter_name(self) -> str:
        if self.aligned:
            return "columns aligned with spaces"
        return DELIMITER_NAMES.get(self.delimiter, f"“{self.delimiter}”")
