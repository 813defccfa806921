"""Addresses as people have them: share links, which show a page and not the file, and secrets that nobody may see."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from core.errors import BadInput

LONGEST = 8000  # characters
HINT = "It begins with https://, http:// or s3:// and names a file."
SECRET = re.compile(
    r"(?i)token|secret|passw|pwd|signature|^sig$|credential|api.?key|^key$|auth|session|^(sv|se|sp|sr|st|skoid)$|^x-amz-"
)
HIDDEN = "***"
WRITABLE = "/:@!$&'()*+,;=%~-._"  # letters that may stand in a path as they are
WRITABLE_IN_QUERY = WRITABLE + "?[]"


@dataclass(frozen=True)
class Address:
    """Where a file is. `user` and `password` are sent and told to nobody; `region` is that of a bucket, once known."""

    scheme: str
    host: str
    port: int
    path: str
    query: str = ""
    user: str = ""
    password: str = ""
    region: str = ""

    @property
    def secure(self) -> bool:
        return self.scheme == "https"

    @property
    def authority(self) -> str:
        """The host as the header `Host` has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def target(self) -> str:
        """What the server is asked for."""
        return self.path + (f"?{self.query}" if self.query else "")

    @property
    def shown(self) -> str:
        """The address as it may be kept and shown: without user, password and what in the query is a secret."""
        return f"{self.scheme}://{self.authority}{self.path}{_without_secrets(self.query)}"

    @property
    def file_name(self) -> str:
        return unquote(self.path.rstrip("/").rpartition("/")[2]) or self.host


PORTS = {"http": 80, "https": 443, "s3": 443}


def parse(text: str) -> Address:
    """An address of a person. Raises BadInput when it is none that a file could be fetched from."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise BadInput(f"“{text[:80]}” is no address.", hint=HINT) from error
    if parts.scheme.lower() not in PORTS or not parts.hostname or len(text) > LONGEST or not text.isprintable():
        raise BadInput(f"“{_label(parts, text)}” is no address of a file.", hint=HINT)
    scheme = parts.scheme.lower()
    return Address(
        scheme,
        parts.hostname if scheme == "s3" else _ascii_host(parts.hostname),
        port or PORTS[scheme],
        quote(parts.path, safe=WRITABLE) or "/",
        quote(parts.query, safe=WRITABLE_IN_QUERY),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def shown(text: str) -> str:
    """The only form in which an address may be kept, logged or shown. Raises BadInput for what is no address."""
    return parse(text).shown


@dataclass(frozen=True)
class Share:
    """A page that shows a file: `pattern` matches its address, `download` makes that of the file itself."""

    label: str
    pattern: re.Pattern[str]
    download: Callable[[re.Match[str]], str]


def _share(label: str, pattern: str, download: Callable[[re.Match[str]], str] | str) -> Share:
    made = download if callable(download) else lambda match: match.expand(download)
    return Share(label, re.compile(pattern), made)


def _google_sheet(match: re.Match[str]) -> str:
    sheet = re.search(r"[#?&]gid=(\d+)", match[0])
    return f"https://docs.google.com/spreadsheets/d/{match[1]}/export?format=csv&gid={sheet[1] if sheet else 0}"


def _dropbox(match: re.Match[str]) -> str:
    bare = re.sub(r"([?&])(dl|raw)=\d&?", r"\1", match[0]).rstrip("?&")
    return f"{bare}{'&' if '?' in bare else '?'}dl=1"


SHARES = (
    _share(
        "Google Sheets",
        r"https://docs\.google\.com/spreadsheets/d/([\w-]{20,})(?!.*/(?:export|pub)\b).*",
        _google_sheet,
    ),
    _share(
        "Google Drive",
        r"https://drive\.google\.com/(?:file/d/|open\?id=)([\w-]{20,}).*",
        r"https://drive.google.com/uc?export=download&id=\1",
    ),
    _share(
        "GitHub",
        r"https://github\.com/([^/]+/[^/]+)/(?:blob|raw)/([^?#]+).*",
        r"https://raw.githubusercontent.com/\1/\2",
    ),
    _share(
        "a GitHub gist",
        r"https://gist\.github\.com/([\w-]+/[0-9a-f]{20,})/?(?:#.*)?",
        r"https://gist.github.com/\1/raw",
    ),
    _share("GitLab", r"(https://[^/]+/.+)/-/blob/([^?#]+).*", r"\1/-/raw/\2"),
    _share("Hugging Face", r"https://huggingface\.co/(.+)/blob/([^?#]+).*", r"https://huggingface.co/\1/resolve/\2"),
    _share("Dropbox", r"https://www\.dropbox\.com/.*", _dropbox),
)


def download(text: str) -> tuple[str, str]:
    """The address of the file behind a well-known kind of share link, and whose link it is; others stay as they are."""
    for share in SHARES:
        match = share.pattern.fullmatch(text.strip())
        if match:
            return share.download(match), share.label
    return text.strip(), ""


def _without_secrets(query: str) -> str:
    if not query:
        return ""
    told = [
        (name, HIDDEN if SECRET.search(name) else value) for name, value in parse_qsl(query, keep_blank_values=True)
    ]
    return "?" + urlencode(told, safe=WRITABLE_IN_QUERY) if told else f"?{HIDDEN}"


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError as error:
        raise BadInput(f"“{host[:80]}” is no name of a host.", hint=HINT) from error


def _label(parts: SplitResult, text: str) -> str:
    """What may be said of an address that cannot be used: nothing behind an @ could be a password."""
    return (text if "@" not in text else f"{parts.scheme}://{HIDDEN}")[:80]
