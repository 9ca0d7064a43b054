"""What of a typed text may be kept: nothing that may tell of a person.

Names cannot be told from words; against them stands the threshold of `querysets`.
"""

import re
import unicodedata

from search.normalise import clean, folded_words

# Longer texts are cut: what makes them one question stands at their beginning.
MAX_TEXT = 80

# What looks like a number of somebody and is none: codes of procedures, of laws.
_HARMLESS = re.compile(
    r"(?<![\d.])\d[.-]\d{6}(?:\.\d{3}(?:\.\d{2}){0,2}(?:\.[a-z]\d+)?)?(?![\d.-])"
    r"|(?<!\d)\d{1,4}/(?:19|20)\d{2}/[^\W\d_][\w-]*",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    # Seven digits and more, however they are grouped: personal and passport numbers,
    # telephones, tax codes, accounts, codes of dossiers.
    r"\d(?:[\s.,:;_()+/-]*\d){6,}"
    # A day, most likely of birth.
    r"|\d{1,2}[\s./-]\d{1,2}[\s./-](?:19|20)?\d{2}(?!\d)"
    # An e-mail address.
    r"|\S+\s*@\s*\S+"
    # The number plate of a vehicle.
    r"|(?<!\w)\d{2}\s?-?[a-z]\d?[\s.-]*\d{3}\.?\d{2}(?!\w)"
    # The beginning of a dossier's code, whatever follows.
    r"|(?<!\w)[a-z]\d{2}(?:\.\d+)*\s*-\s*\d{6}",
    re.IGNORECASE,
)


def is_personal(text: str) -> bool:
    """Whether a text may hold a number or an address that stands for a person."""
    plain = unicodedata.normalize("NFKC", text)
    return bool(_PERSONAL.search(_HARMLESS.sub(" ", plain)))


def countable(text: str) -> str:
    """The text as it may be counted: folded and short; "" if it may not be at all."""
    typed = clean(text)
    if is_personal(typed):
        return ""
    return " ".join(folded_words(typed))[:MAX_TEXT].rstrip()
