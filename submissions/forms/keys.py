"""Readable keys made from questions: folded, without tones, unique in their form."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 50


def folded_key(label: str) -> str:
    """`Họ, chữ đệm, tên` gives `ho_chu_dem_ten`; never empty, a letter first."""
    text = unicodedata.normalize("NFKD", label.lower().replace("đ", "d"))
    letters = "".join(char for char in text if not unicodedata.combining(char))
    key = re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:LONGEST].strip("_")
    if not key:
        return "field"
    return key if key[0].isalpha() else f"n_{key}"


def unique_key(label: str, taken: Collection[str]) -> str:
    """The folded key, or, where labels fold alike (`Số`, `Sơ`), with a number."""
    key = folded_key(label)
    number, candidate = 1, key
    while candidate in taken:
        number += 1
        candidate = f"{key}_{number}"
    return candidate
