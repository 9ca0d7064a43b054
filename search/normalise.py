"""Vietnamese text as the index compares it; the same for what is stored and typed.

Two forms of every word are kept. The *accented* one is lower case, composed (NFC) and
places the tone mark one way (hòa and hoà are one word). The *folded* one has no marks
at all and writes đ as d, so that "dang ky" finds "Đăng ký". Neither SQLite nor
PostgreSQL folds đ in every mode, which is why it happens here.
"""

import re
import unicodedata
from functools import lru_cache

MAX_QUERY_CHARACTERS = 500
MAX_QUERY_WORDS = 60
# PostgreSQL drops words of 2,047 bytes and more; nobody looks for longer ones.
MAX_WORD_CHARACTERS = 100

_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
_LETTERS = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s+")
_NATIONAL_CODE = re.compile(r"\s*(\d)[.\-\s]?(\d{6})(?:\.\d{3}(?:\.\d{2}){0,2}\S*)?\s*")
_CODE_WITHIN = re.compile(r"(?<![\w.])(\d)[.\-](\d{6})(?!\d)")
_CODE_BEGINNING = re.compile(r"\s*(\d)[.\-](\d{1,6})\s*|\s*(\d)(\d{2,6})\s*")

# Old placement (hòa, khỏe, thủy) to new (hoà, khoẻ, thuỷ). The old form occurs in no
# other syllable, the new one also stands before a final consonant (hoàn).
_OLD_TONE = re.compile("[òóỏõọ][ae]|[ùúủũụ]y")
_TONES = "\u0300\u0301\u0309\u0303\u0323"
# The law's two spellings of the same syllables: kí and ký, sĩ and sỹ, tỉ and tỷ.
_Y_SYLLABLES = {"hy": "hi", "ky": "ki", "ly": "li", "my": "mi", "sy": "si", "ty": "ti"}


class _Fit(dict[int, int | str | None]):
    """A translation that learns each character once: what str.translate asks for."""

    def __missing__(self, point: int) -> int | str | None:
        character = chr(point)
        kept: int | str | None = point
        if character.isspace():
            kept = " "
        elif unicodedata.category(character).startswith("C"):
            kept = None
        self[point] = kept
        return kept


_FIT = _Fit()


def clean(text: str) -> str:
    """Text fit to be stored and shown: NFC, without NUL, control, direction marks or
    halves of surrogate pairs; white space of any kind becomes one space."""
    kept = _SPACE.sub(" ", text.translate(_FIT)).strip()
    return unicodedata.normalize("NFC", kept)


def _move_tone(match: re.Match[str]) -> str:
    base, *marks = list(unicodedata.normalize("NFD", match[0][0]))
    tone = "".join(mark for mark in marks if mark in _TONES)
    return base + unicodedata.normalize("NFC", match[0][1] + tone)


@lru_cache(maxsize=65536)
def accented(word: str) -> str:
    """A word in lower case with its marks, the tone placed one way."""
    composed = unicodedata.normalize("NFC", word).lower()
    composed = unicodedata.normalize("NFC", composed)
    # A mark that no letter took up (a second tone) would hide where the first one is.
    bare = "".join(c for c in composed if not unicodedata.combining(c))
    return _OLD_TONE.sub(_move_tone, bare)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case or marks, đ written as d and the law's ky as ki."""
    opened = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKD", word).casefold()
    )
    bare = "".join(c for c in opened if not unicodedata.category(c).startswith("M"))
    bare = bare.replace("đ", "d")
    return _Y_SYLLABLES.get(bare, bare)


def words(text: str) -> list[str]:
    """The words of a text as written, without punctuation."""
    return [word[:MAX_WORD_CHARACTERS] for word in _WORD.findall(clean(text))]


@lru_cache(maxsize=65536)
def _accented_parts(word: str) -> tuple[str, ...]:
    return tuple(_LETTERS.findall(accented(word)))


@lru_cache(maxsize=65536)
def _folded_parts(word: str) -> tuple[str, ...]:
    return tuple(_LETTERS.findall(fold(word)))


def accented_words(text: str) -> list[str]:
    return [part for word in words(text) for part in _accented_parts(word)]


def folded_words(text: str) -> list[str]:
    return [part for word in words(text) for part in _folded_parts(word)]


def national_code(text: str) -> str:
    """The national code that a text consists of, dotted ("1.001193"); "" if none.

    `1001193`, `1-001193` and the long form `1.001193.000.00.00.H59` are it as well.
    """
    match = _NATIONAL_CODE.fullmatch(text)
    return f"{match[1]}.{match[2]}" if match and text.isascii() else ""


def code_within(text: str) -> str:
    """The first national code that stands in a text with its dot; "" if none does."""
    match = _CODE_WITHIN.search(text)
    return f"{match[1]}.{match[2]}" if match else ""


def code_beginning(text: str) -> str:
    """How a national code begins that someone is still typing; "" if it is none."""
    match = _CODE_BEGINNING.fullmatch(text)
    if match is None or not text.isascii():
        return ""
    return f"{match[1] or match[3]}.{match[2] or match[4]}"
