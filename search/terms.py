"""What someone typed, as the engines compare it: words and codes, never syntax."""

from dataclasses import dataclass

from search.normalise import (
    MAX_QUERY_CHARACTERS,
    MAX_QUERY_WORDS,
    accented_words,
    clean,
    folded_words,
    national_code,
)

# Kept tiny: cấp, lại, mới, trong, ngoài tell procedures apart. Without tones only those
# that read as no other word of the field ("ve" may be bảo vệ, "cho" may be chợ).
_STOP_ACCENTED = frozenset(["của", "và", "các", "là", "những", "cho", "thì", "về"])
_STOP_FOLDED = frozenset(["va", "cac", "nhung"])


@dataclass(frozen=True, slots=True)
class Terms:
    """`required` are the folded words that must be found; `folded` are all, in the
    order typed; `accented` are given only if any tone was typed; `code` is the national
    code if that is what was typed; `prefix` is the last word, perhaps unfinished."""

    required: tuple[str, ...]
    folded: tuple[str, ...]
    accented: tuple[str, ...] = ()
    code: str = ""

    @property
    def prefix(self) -> str:
        return self.folded[-1] if self.folded else ""

    def __bool__(self) -> bool:
        return bool(self.folded)


def parse(text: str) -> Terms:
    """Read what was typed; beyond 200 characters or 20 words it is not read."""
    typed = clean(text[:MAX_QUERY_CHARACTERS])
    folded = folded_words(typed)[:MAX_QUERY_WORDS]
    accented = accented_words(typed)[:MAX_QUERY_WORDS]
    marked = any(not word.isascii() for word in accented)
    stops = _STOP_FOLDED
    if marked and len(accented) == len(folded):
        stops = frozenset(
            plain
            for plain, word in zip(folded, accented, strict=True)
            if word in _STOP_ACCENTED
        )
    required = [word for word in folded if word not in stops] or folded
    return Terms(
        required=tuple(dict.fromkeys(required)),
        folded=tuple(folded),
        accented=tuple(dict.fromkeys(accented)) if marked else (),
        code=national_code(typed),
    )
