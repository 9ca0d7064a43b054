"""What can be a Vietnamese syllable, and what a keyboard left of one.

Folded syllables are a closed set: an initial consonant and one of some 130 rimes. So a
word that is none was typed in Telex or VNI without the program that reads it
(`dawng kys`, `d9ang8 ky1`), or without spaces (`khaisinh`), or it is foreign.
"""

import re
from functools import lru_cache

from search.normalise import fold

_INITIAL = "ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|b|c|d|g|h|k|l|m|n|p|r|s|t|v|x"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia "
    "ich iec iem ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan "
    "oang oanh oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot u ua uan "
    "uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou "
    "up ut uu uy uya uych uyen uyet uynh uyt uyu y yem yen yet yeu"
)
_SYLLABLE = re.compile(f"(?:{_INITIAL})?(?:{_RIMES.replace(' ', '|')})")
_LONGEST = len("nghieng")
_TELEX_DOUBLED = re.compile(r"([aeod])(.*?)\1")
_TELEX_HORN = re.compile(r"([aou])w|w")
_TELEX_TONES = "sfrxj"
_VNI_MARKS = re.compile(r"(?<!^)[0-9]")
_MAX_RUN_TOGETHER = 40


@lru_cache(maxsize=65536)
def is_syllable(folded: str) -> bool:
    return _SYLLABLE.fullmatch(folded) is not None


@lru_cache(maxsize=4096)
def without_keystrokes(folded: str) -> str:
    """The folded syllable that Telex or VNI keystrokes spell, or "" if none does."""
    if not folded.isascii() or is_syllable(folded):
        return ""
    vni = _VNI_MARKS.sub("", folded)
    if vni != folded:
        spelt = _undoubled(vni)
        return fold(spelt) if is_syllable(spelt) else ""
    bare = _TELEX_HORN.sub(lambda match: match[1] or "u", folded)
    bare = _without_one_tone(bare)
    for candidate in (_undoubled(bare), bare):
        if candidate != folded and is_syllable(candidate):
            return fold(candidate)
    return ""


def _without_one_tone(word: str) -> str:
    """Tones are typed last, or right behind the vowel: `kys`, `khasi`."""
    if word[-1:] in _TELEX_TONES:
        return word[:-1]
    for place in range(len(word) - 1, 1, -1):
        if word[place] in _TELEX_TONES:
            bare = word[:place] + word[place + 1 :]
            if is_syllable(_undoubled(bare)):
                return bare
    return word


def _undoubled(word: str) -> str:
    """`dd`, `aa`, `ee`, `oo` are one letter each, also with others between them."""
    while (shorter := _TELEX_DOUBLED.sub(r"\1\2", word, count=1)) != word:
        word = shorter
    return word


@lru_cache(maxsize=4096)
def run_together(folded: str) -> tuple[tuple[str, ...], ...]:
    """How a word may be cut into syllables, most likely first: the fewest come first.

    `khaisinh` is `khai sinh`; what cannot be cut, or is a syllable itself, gives none.
    """
    if is_syllable(folded) or not folded.isascii() or len(folded) > _MAX_RUN_TOGETHER:
        return ()
    best: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(folded) + 1):
        ways = [
            (*way, fold(folded[begin:end]))
            for begin in range(max(0, end - _LONGEST), end)
            if is_syllable(folded[begin:end])
            for way in best[begin]
        ]
        best.append(sorted(ways, key=len)[:8])
    return tuple(best[-1])
