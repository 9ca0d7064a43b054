"""AES-256-GCM with a ring of keys; each value names the key that sealed it.

FIELD_KEYS lists `id:64 hex digits`, the current key first. Older ones stay in the ring
until everything sealed with them has been sealed anew (decision 0010).
"""

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_VERSION = "s1"
_NONCE_BYTES = 12


class UnsealError(Exception):
    """A sealed value was tampered with, or its key has left the ring."""


class KeyRing:
    def __init__(self, entries: list[str]) -> None:
        self._keys: dict[str, bytes] = {}
        for entry in entries:
            key_id, _, digits = entry.partition(":")
            try:
                key = bytes.fromhex(digits)
            except ValueError:
                key = b""
            if not key_id.isalnum() or len(key) != 32:
                message = "FIELD_KEYS: each key is id:64 hexadecimal digits."
                raise ImproperlyConfigured(message)
            self._keys[key_id] = key
        if not self._keys:
            message = "FIELD_KEYS: at least one key is needed."
            raise ImproperlyConfigured(message)
        self.current_id = next(iter(self._keys))

    def seal(self, text: str, context: str) -> str:
        """Encrypt; `context` (the column) is bound in, so values cannot be swapped."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        cipher = AESGCM(self._keys[self.current_id])
        sealed = nonce + cipher.encrypt(nonce, text.encode(), context.encode())
        return f"{_VERSION}.{self.current_id}.{base64.b64encode(sealed).decode()}"

    def unseal(self, value: str, context: str) -> str:
        try:
            version, key_id, payload = value.split(".", 2)
            sealed = base64.b64decode(payload, validate=True)
            if version != _VERSION:
                raise UnsealError(version)
            cipher = AESGCM(self._keys[key_id])
            nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
            return cipher.decrypt(nonce, body, context.encode()).decode()
        except (ValueError, KeyError, InvalidTag) as error:
            message = f"The sealed value of {context} cannot be read."
            raise UnsealError(message) from error

    def blind_indexes(self, text: str, context: str) -> list[str]:
        """Look-up keys of an equal value, the current key's first, one per key."""
        return [
            hmac.new(key, f"{context}\0{text}".encode(), hashlib.sha256).hexdigest()
            for key in self._keys.values()
        ]


@lru_cache(maxsize=4)
def _ring(entries: tuple[str, ...]) -> KeyRing:
    return KeyRing(list(entries))


def key_ring() -> KeyRing:
    return _ring(tuple(settings.FIELD_KEYS))
