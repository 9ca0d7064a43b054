"""The secret that a caller without a session brings: `Authorization: Bearer …`."""

from collections.abc import Mapping


def bearer_token(headers: Mapping[str, str]) -> str:
    """The token of the header, "" when there is none; never taken from a cookie."""
    kind, _, token = headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""
