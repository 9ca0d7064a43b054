"""The bytes of a published form: RFC 8785 JSON in NFC, hashed (decision 0009)."""

import hashlib
import unicodedata
from typing import Any

import rfc8785

SCHEMA_VERSION = 2
# A form without rules is still written as before there were any: its hash stays.
WITHOUT_RULES = 1


def in_nfc(value: Any) -> Any:
    """The same JSON with every text and name in Unicode's composed form."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {in_nfc(key): in_nfc(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [in_nfc(each) for each in value]
    return value


def canonical_text(form: dict[str, Any]) -> str:
    """One form, one text, on every machine and in every release."""
    return rfc8785.dumps(in_nfc(form)).decode()


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
