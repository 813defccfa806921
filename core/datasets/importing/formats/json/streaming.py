"""JSON read value by value: a file of gigabytes never stands in memory, only the value that is being read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from core.errors import BadFile, TooLarge

BLOCK_LETTERS = 1 << 20
LARGEST_VALUE = 256 << 20  # letters of one value
HINT = "Write the file again from the program it comes from, or export CSV."
SPACE = re.compile(r"\s*")
COMMENT = re.compile(r"\s*(//|/\*|#)")
SHOWN_LETTERS = 20


@dataclass
class Reader:
    """A file of JSON and the place in it. `repeated` counts the objects that had a key twice; the last one counts."""

    file: IO[str]
    repeated: int = 0
    _text: str = ""
    _at: int = 0
    _ended: bool = False
    _decoder: json.JSONDecoder = field(init=False)

    def __post_init__(self) -> None:
        self._decoder = json.JSONDecoder(object_pairs_hook=self._object)

    def peek(self) -> str:
        """The next letter that is no space; empty at the end."""
        while True:
            match = SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def take(self, letter: str) -> bool:
        """Steps over this letter if it comes next."""
        found = self.peek() == letter
        self._at += found
        return found

    def expect(self, letter: str) -> None:
        if not self.take(letter):
            raise self._broken(f"“{letter}” is missing")

    def value(self) -> Any:
        """The next value, whole. Raises BadFile for what is no JSON, TooLarge for one that is too large."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise BadFile("The JSON is nested too deeply.", hint=HINT) from error
            except json.JSONDecodeError as error:
                if len(self._text) - self._at > LARGEST_VALUE:
                    raise TooLarge("The JSON holds a value that is too large.", hint=HINT) from error
                if not self._more():
                    raise self._broken(error.msg) from error
            else:
                if end < len(self._text) or self._ended or not self._more():
                    self._at = end
                    return value

    def elements(self) -> Iterator[Any]:
        """The values of the list that begins here, one by one."""
        self.expect("[")
        if self.take("]"):
            return
        while True:
            yield self.value()
            if self.take("]"):
                return
            self.expect(",")

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; after each its value has to be read."""
        self.expect("{")
        if self.take("}"):
            return
        while True:
            yield str(self.value())
            if self.take("}"):
                return
            self.expect(",")

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        self.repeated += len(made) < len(pairs)
        return made

    def _more(self) -> bool:
        block = self.file.read(max(BLOCK_LETTERS, len(self._text) - self._at))  # twice as much each time
        self._ended = not block
        if block:
            self._text, self._at = self._text[self._at :] + block, 0
        return bool(block)

    def _broken(self, reason: str) -> BadFile:
        rest = self._text[self._at : self._at + SHOWN_LETTERS].strip()
        if COMMENT.match(rest):
            return BadFile("The JSON has comments, which JSON does not allow.", hint="Take them out, or export CSV.")
        if rest.lstrip("{[ ").startswith("'"):
            return BadFile("The JSON has single quotes where double ones belong.", hint=HINT)
        where = f"near “{rest}”" if rest else "because it ends too early"
        return BadFile(f"The JSON does not parse, {where} ({reason}).", hint=HINT)
