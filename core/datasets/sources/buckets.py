"""Files in S3 buckets: public ones over plain HTTPS, others signed with the keys of the environment.

The signature is version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, unquote, urlsplit

from core.datasets.sources.addresses import PORTS, Address
from core.storage.state import now

DEFAULT_REGION = "us-east-1"
EMPTY_BODY = hashlib.sha256(b"").hexdigest()


def request(
    address: Address, environment: Mapping[str, str] | None = None, at: datetime | None = None
) -> tuple[Address, dict[str, str]]:
    """The HTTPS address of `s3://bucket/key` and the headers that open it, at an instant (default: now).

    Without AWS_ACCESS_KEY_ID in the environment it is asked for as everybody may.
    """
    environment = os.environ if environment is None else environment
    region = address.region or environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or DEFAULT_REGION
    there = _located(address, region, environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL", ""))
    if not environment.get("AWS_ACCESS_KEY_ID") or not environment.get("AWS_SECRET_ACCESS_KEY"):
        return there, {}
    return there, _signed(there, region, environment, at or now())


def moved(address: Address, response: http.client.HTTPResponse) -> Address | None:
    """The same file asked for in the region that the bucket says it is in; None for another kind of redirect."""
    region = response.getheader("x-amz-bucket-region")
    return replace(address, region=region) if address.scheme == "s3" and region and region != address.region else None


def _located(address: Address, region: str, endpoint: str) -> Address:
    bucket, key = address.host, quote(unquote(address.path), safe="/-_.~")
    if endpoint:
        parts = urlsplit(endpoint)
        port = parts.port or PORTS[parts.scheme]
        return Address(parts.scheme, parts.hostname or "", port, f"/{bucket}{key}")
    if "." in bucket:  # no certificate covers a name with more dots
        return Address("https", f"s3.{region}.amazonaws.com", 443, f"/{bucket}{key}")
    return Address("https", f"{bucket}.s3.{region}.amazonaws.com", 443, key)


def _signed(address: Address, region: str, environment: Mapping[str, str], at: datetime) -> dict[str, str]:
    moment, day = at.strftime("%Y%m%dT%H%M%SZ"), at.strftime("%Y%m%d")
    headers = {"host": address.authority, "x-amz-content-sha256": EMPTY_BODY, "x-amz-date": moment}
    if token := environment.get("AWS_SESSION_TOKEN"):
        headers["x-amz-security-token"] = token
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = f"GET\n{address.path}\n{address.query}\n{lines}\n{names}\n{EMPTY_BODY}"
    scope = f"{day}/{region}/s3/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"AWS4{environment['AWS_SECRET_ACCESS_KEY']}".encode()
    for part in (day, region, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    credential = f"{environment['AWS_ACCESS_KEY_ID']}/{scope}"
    proof = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signature}"
    return {name: value for name, value in headers.items() if name != "host"} | {"Authorization": proof}
