"""What someone typed, as the engines compare it: words and meanings, never syntax.

Reading it takes four steps, the same for every engine: keystrokes, missing spaces and
slips are mended by the lexicon; synonym rules say what else a piece may mean; filler is
told from what is needed; what is left are *concepts*, each of which a result should
have in one of its wordings.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from search.fillers import filler_positions
from search.lexicon.words import Lexicon
from search.normalise import (
    MAX_QUERY_CHARACTERS,
    MAX_QUERY_WORDS,
    clean,
    code_within,
    national_code,
)
from search.places import place_positions
from search.spelling import read
from search.synonyms.rules import Phrase, Span, SynonymRules, Word, phrase

Wording = tuple[str, ...]
_NO_RULES = SynonymRules()
_NO_LEXICON = Lexicon()
# A rule with more meanings than this widens too far.
_MOST_WORDINGS = 6


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a result should be about: any of the wordings, each of folded
    words that all belong together, as typed first."""

    wordings: tuple[Wording, ...]
    is_filler: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """`concepts` are all in the order typed, `folded` the words of them as typed (and
    mended), `accented` their forms with tones, only if any tone was typed; `code` is
    the national code if that is what was typed; `prefix` the last word, perhaps
    unfinished; `corrected` is how the mended words are written, "" if none was."""

    concepts: tuple[Concept, ...] = ()
    folded: tuple[str, ...] = ()
    accented: tuple[str, ...] = ()
    code: str = ""
    corrected: str = ""
    lexicon: Lexicon = field(default=_NO_LEXICON, repr=False)

    @property
    def prefix(self) -> str:
        return self.folded[-1] if self.folded else ""

    @property
    def required(self) -> tuple[Concept, ...]:
        """What must be found; if all is filler, all of it. Once each."""
        needed = [concept for concept in self.concepts if not concept.is_filler]
        return tuple(dict.fromkeys(needed or self.concepts))

    @property
    def known(self) -> int:
        """How many required concepts some title or phrase has words for."""
        is_known = self.lexicon.is_known if self.lexicon.documents else _anything
        return sum(
            any(all(map(is_known, wording)) for wording in concept.wordings)
            for concept in self.required
        )

    @property
    def marked(self) -> frozenset[str]:
        """The words that results show as found."""
        return frozenset(
            word
            for concept in self.required
            for wording in concept.wordings
            for word in wording
        )

    def rarity(self, concept: Concept) -> float:
        """How few documents have it, by its most common wording."""
        return min(
            max(map(self.lexicon.weight, wording)) for wording in concept.wordings
        )

    def __bool__(self) -> bool:
        return bool(self.folded)


def _anything(_word: str) -> bool:
    return True


def parse(
    text: str,
    *,
    rules: SynonymRules = _NO_RULES,
    lexicon: Lexicon = _NO_LEXICON,
    is_exact: bool = False,
) -> Terms:
    """Read what was typed; beyond so many characters or words it is not read.

    `is_exact` leaves what looks like a slip as it is.
    """
    typed = clean(text[:MAX_QUERY_CHARACTERS])
    words = phrase(typed)[:MAX_QUERY_WORDS]
    words, was_mended = (words, False) if is_exact else _mended(words, rules, lexicon)
    has_tones = any(not word.accented.isascii() for word in words)
    folded = tuple(word.folded for word in words)
    return Terms(
        concepts=tuple(_concepts(words, rules, lexicon)),
        folded=folded,
        accented=tuple(dict.fromkeys(w.accented for w in words)) if has_tones else (),
        code=national_code(typed) or code_within(typed),
        corrected=lexicon.written(folded) if was_mended else "",
        lexicon=lexicon,
    )


def _mended(
    words: Phrase, rules: SynonymRules, lexicon: Lexicon
) -> tuple[Phrase, bool]:
    """The words without keystrokes, run-together syllables and slips.

    What a rule knows is right as typed, and so is a syllable with tones: whoever sets
    them rarely slips, and the folded form would be mistaken for its neighbours'.
    """
    kept = {
        place for span in rules.spans(words) for place in range(span.begin, span.end)
    }
    kept |= {
        place
        for place, word in enumerate(words)
        if not word.accented.isascii() and lexicon.is_known(word.folded)
    }
    spelling = read([word.folded for word in words], lexicon, kept=frozenset(kept))
    if not spelling.is_changed:
        return words, False
    mended: list[Word] = []
    for place, (word, now) in enumerate(zip(words, spelling.words, strict=True)):
        if place in spelling.changed:
            mended += [Word(folded, folded) for folded in now]
        else:
            mended.append(word)
    return tuple(mended), True


def _concepts(words: Phrase, rules: SynonymRules, lexicon: Lexicon) -> list[Concept]:
    fillers = filler_positions(words) | place_positions(words, lexicon.places)
    concepts: list[Concept] = []
    place = 0
    for span in [*rules.spans(words), Span(len(words), len(words), ())]:
        concepts += [
            Concept(((word.folded,),), is_filler=number in fillers)
            for number, word in enumerate(words[place : span.begin], start=place)
        ]
        if span.meanings:
            concepts.append(Concept(_wordings(words[span.begin : span.end], span)))
        place = span.end
    return concepts


def _wordings(typed: Sequence[Word], span: Span) -> tuple[Wording, ...]:
    own = tuple(word.folded for word in typed)
    others = (tuple(word.folded for word in meaning) for meaning in span.meanings)
    return tuple(dict.fromkeys([own, *others]))[:_MOST_WORDINGS]
