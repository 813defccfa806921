"""Buckets: where their files are, and the signature that opens them."""

from __future__ import annotations

from datetime import UTC, datetime

from core.datasets.sources import addresses, buckets

AT = datetime(2013, 5, 24, tzinfo=UTC)
KEYS = {
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
}


def asked(address: str, **environment: str) -> str:
    there, _headers = buckets.request(addresses.parse(address), environment, AT)
    return f"{there.scheme}://{there.authority}{there.target}"


def test_a_file_of_a_public_bucket_is_asked_for_without_keys() -> None:
    there, headers = buckets.request(addresses.parse("s3://open-data/a b/c.csv"), {}, AT)

    assert (there.authority, there.path, headers) == ("open-data.s3.us-east-1.amazonaws.com", "/a%20b/c.csv", {})


def test_the_place_follows_region_dots_and_endpoint() -> None:
    assert asked("s3://b/k", AWS_REGION="eu-west-1") == "https://b.s3.eu-west-1.amazonaws.com/k"
    assert asked("s3://my.data/k") == "https://s3.us-east-1.amazonaws.com/my.data/k"
    assert asked("s3://b/k", AWS_ENDPOINT_URL="http://store.example:9000") == "http://store.example:9000/b/k"


def test_the_signature_is_the_one_that_the_manual_shows() -> None:
    # https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, GET Bucket Lifecycle is the model:
    # host, hash of no body and date are signed; the query is that of the example.
    there = addresses.Address("https", "examplebucket.s3.amazonaws.com", 443, "/", "lifecycle=")

    proof = buckets._signed(there, "us-east-1", KEYS, AT)["Authorization"]

    assert proof.endswith("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")


def test_a_session_is_part_of_what_is_signed() -> None:
    _there, headers = buckets.request(addresses.parse("s3://b/k"), KEYS | {"AWS_SESSION_TOKEN": "abc"}, AT)

    assert headers["x-amz-security-token"] == "abc"
    assert "x-amz-security-token" in headers["Authorization"]
