"""Text that is no UTF-8: which of the old eight-bit encodings makes letters of its bytes that belong together.

A detector for every language would be wrong more often on the short samples that tables are: names and places, a few
accents in a thousand lines. So each code page is scored by the letters that its languages really use.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

MOST_LINES = 2000  # lines with bytes above 127: as telling as all of them

WESTERN = "éèêëàâäáãåçîïíìôöóòõøùûüúñßæœÉÈÊÀÂÄÁÃÅÇÎÍÔÖÓÕØÙÛÜÚÑÆŒ¿¡"
CENTRAL = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽőűŐŰäöüßăâîșțşţ"
BALTIC = "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽąęėįųĄĘĖĮŲõäöüÕÄÖÜ"
TURKISH = "ğışçöüİĞŞÇÖÜ"
PUNCTUATION = "’‘“”–—…€£°«»©®•™ºª²³½±§\u00a0"


@dataclass(frozen=True)
class CodePage:
    """An encoding and how much one of its letters speaks for it; `alphabet` is true when its letters come in words."""

    codec: str
    label: str
    score: Callable[[str], float]
    alphabet: bool = True
    handicap: float = 0.0


def _letters(letters: str) -> Callable[[str], float]:
    return lambda letter: 1.0 if letter in letters else 0.8 if letter in PUNCTUATION else -0.6


def _script(first: str, last: str, frequent: str) -> Callable[[str], float]:
    """Letters of one script: the frequent ones of its languages tell it from another at the same places."""
    return lambda letter: 1.0 if letter.lower() in frequent else 0.6 if first <= letter <= last else -0.5


CYRILLIC = _script("А", "я", "оеаинтсрвлкмдпуяыьёіїєґ")


def _japanese(letter: str) -> float:
    if "\u2460" <= letter <= "\u2473":  # circled digits
        return 0.5
    return 1.2 if "\u3040" <= letter <= "\u30ff" else _hanzi("shift_jis", 0x98)(letter)


def _korean(letter: str) -> float:
    return 1.0 if "\uac00" <= letter <= "\ud7a3" else 0.6 if "\u4e00" <= letter <= "\u9fff" else -1.0


def _hanzi(codec: str, common: int) -> Callable[[str], float]:
    """Han letters; in these encodings the common ones come first: their first byte is at most `common`."""

    def score(letter: str) -> float:
        if "\u3000" <= letter <= "\u303f" or "\uff00" <= letter <= "\uffef":
            return 0.8
        if not "\u4e00" <= letter <= "\u9fff":
            return -1.0
        coded = letter.encode(codec, "ignore")
        return 0.9 if len(coded) == 2 and coded[0] <= common else 0.4

    return score


_TURKISH = _letters(TURKISH)

# Letters that the languages of Western Europe write only before these; elsewhere the code page is another one.
UNLIKELY_BEFORE = {"ç": "aouãõâáóéêAOU ", "õ": "e"}

CODE_PAGES = (
    CodePage("cp1252", "Windows Western European", _letters(WESTERN), alphabet=False),
    CodePage("iso8859_15", "Western European with €", _letters(WESTERN), alphabet=False, handicap=0.1),
    CodePage("cp1250", "Windows Central European", _letters(CENTRAL), alphabet=False, handicap=0.08),
    CodePage("iso8859_2", "Central European", _letters(CENTRAL), alphabet=False, handicap=0.12),
    CodePage("cp1257", "Windows Baltic", _letters(BALTIC), alphabet=False, handicap=0.15),
    CodePage("cp1254", "Windows Turkish", _TURKISH, alphabet=False, handicap=0.12),
    CodePage("mac_roman", "Mac Roman", _letters(WESTERN), alphabet=False, handicap=0.15),
    CodePage("cp437", "DOS", _letters(WESTERN), alphabet=False, handicap=0.25),
    CodePage("cp850", "DOS Western European", _letters(WESTERN), alphabet=False, handicap=0.26),
    CodePage("cp852", "DOS Central European", _letters(CENTRAL), alphabet=False, handicap=0.3),
    CodePage("cp1251", "Windows Cyrillic", CYRILLIC),
    CodePage("koi8_r", "KOI8 Cyrillic", CYRILLIC, handicap=0.05),
    CodePage("koi8_u", "KOI8 Ukrainian", CYRILLIC, handicap=0.06),
    CodePage("cp866", "DOS Cyrillic", CYRILLIC, handicap=0.05),
    CodePage("iso8859_5", "ISO Cyrillic", CYRILLIC, handicap=0.1),
    CodePage("cp1253", "Windows Greek", _script("Ά", "ώ", "αοιετσνηυρπκμλςάέήίόώ"), handicap=0.02),
    CodePage("iso8859_7", "Greek", _script("Ά", "ώ", "αοιετσνηυρπκμλςάέήίόώ")),
    CodePage("cp1255", "Hebrew", _script("א", "ת", "יוהאלרמתבנשםח")),
    CodePage("cp1256", "Arabic", _script("ء", "ي", "اليمنوترهبد")),
    CodePage("cp874", "Thai", _script("ก", "๛", "านรอกเงยมลสวทดตคปชพหุูิีั่้์แโใไ")),
    CodePage("cp932", "Japanese (Shift-JIS)", _japanese),
    CodePage("euc_jp", "Japanese (EUC)", _japanese),
    CodePage("gb18030", "Chinese (GB 18030)", _hanzi("gb2312", 0xD7)),
    CodePage("big5", "Chinese (Big5)", _hanzi("big5", 0xC6)),
    CodePage("euc_kr", "Korean", _korean),
)


def guess(raw: bytes) -> tuple[CodePage, float]:
    """The code page that fits these bytes best, and the confidence (0.5 to 0.9)."""
    lines = [line for line in raw.split(b"\n") if not line.isascii()][:MOST_LINES]
    sample = b"\n".join(lines)
    scored = sorted(((_score(page, sample), -i) for i, page in enumerate(CODE_PAGES)), reverse=True)
    (best, index), (second, _) = scored[0], scored[1]
    return CODE_PAGES[-index], min(0.9, 0.5 + max(0.0, best - second))


def _score(page: CodePage, sample: bytes) -> float:
    try:
        text = sample.decode(page.codec)
    except UnicodeDecodeError:
        return -10.0
    scores = [_letter_score(page, text, at) for at, letter in enumerate(text) if ord(letter) > 127]
    return sum(scores) / max(len(scores), 1) - page.handicap


def _letter_score(page: CodePage, text: str, at: int) -> float:
    """How well a letter suits this code page, and its neighbours."""
    letter, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if page.alphabet and (_latin(before) or _latin(after)):
        return -1.0  # another script glued to Latin letters
    score = page.score(letter)
    if page.alphabet and not _beyond(before) and not _beyond(after):
        score -= 0.5  # a letter of another script seldom stands alone
    if not page.alphabet and letter.isalpha() and before.isalpha() and not before.isascii():
        score -= 0.7  # accents rarely come in pairs
    if letter in UNLIKELY_BEFORE and page.score is not _TURKISH and after not in UNLIKELY_BEFORE[letter]:
        score -= 1.5
    if letter.isalpha() and (before.isdigit() or after.isdigit()):
        score -= 0.5
    if letter.isupper() and not before.isalpha() and not after.isalpha():
        score -= 0.3  # a sign such as £ rather than a letter
    if letter.isupper() and before.islower():
        score -= 1.0  # no word is written like thiS
    return score


def _beyond(letter: str) -> bool:
    return letter > "\x7f" and (letter.isalpha() or unicodedata.combining(letter) > 0 or "\u0e00" <= letter <= "\u0e7f")


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()
