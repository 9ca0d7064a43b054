"""The words of titles and phrases: how many documents have them, what follows what.

Rare words say more than common ones; a word that nothing has is a typing error or
matters to nobody; and two words that never stand together rarely mean what was typed.
"""

import json
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from search.normalise import fold


@dataclass(frozen=True)
class Lexicon:
    """`words` are numbers of documents by folded word; `pairs` numbers of places where
    two folded words follow one another ("khai sinh"); `accents` and `pair_accents` how
    each is mostly written; `places` are folded names of units ("phu bai"). `opened` is
    how often people opened what they found, by "type:key" (`click_boosts`)."""

    documents: int = 0
    words: Mapping[str, int] = field(default_factory=dict)
    pairs: Mapping[str, int] = field(default_factory=dict)
    accents: Mapping[str, str] = field(default_factory=dict)
    pair_accents: Mapping[str, str] = field(default_factory=dict)
    places: frozenset[str] = frozenset()
    opened: Mapping[str, int] = field(default_factory=dict)

    def weight(self, word: str) -> float:
        """Between 0 (every document has it) and about 8 (only one of thousands)."""
        return self._weights.get(word, self._most)

    @cached_property
    def _weights(self) -> dict[str, float]:
        return {word: self._weight(found) for word, found in self.words.items()}

    @cached_property
    def _most(self) -> float:
        return self._weight(0) if self.documents else 1.0

    def _weight(self, found: int) -> float:
        return math.log1p((self.documents - found + 0.5) / (found + 0.5))

    @cached_property
    def total(self) -> int:
        return sum(self.words.values()) or 1

    def is_known(self, word: str) -> bool:
        return word in self.words

    def pair_share(self, first: str, second: str) -> float:
        """How often the second word stands behind the first, of all its places."""
        return self.pairs.get(f"{first} {second}", 0) / max(self.words.get(first, 0), 1)

    def written(self, words: Iterable[str]) -> str:
        """Folded words as they are mostly written, with tones."""
        folded = list(words)
        marked = [self.accents.get(word, word) for word in folded]
        for place, pair in enumerate(pairwise(folded)):
            if usual := self.pair_accents.get(" ".join(pair)):
                marked[place], marked[place + 1] = usual.split(" ")
        return " ".join(marked)

    def packed(self) -> bytes:
        content = [
            self.documents,
            self.words,
            self.pairs,
            self.accents,
            self.pair_accents,
            sorted(self.places),
            self.opened,
        ]
        return zlib.compress(json.dumps(content, ensure_ascii=False).encode())

    @classmethod
    def unpacked(cls, content: bytes) -> "Lexicon":
        documents, *counted, places, opened = json.loads(zlib.decompress(content))
        words, pairs, accents, pair_accents = counted
        return cls(
            documents, words, pairs, accents, pair_accents, frozenset(places), opened
        )


def learn(
    texts: Iterable[str],
    *,
    places: Iterable[str] = (),
    opened: Mapping[str, int] | None = None,
) -> Lexicon:
    """Learn from texts of accented words, their pieces parted by bars, one a document.

    (As `SearchText.accented` holds them: the title, then the everyday phrases.)
    """
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    documents = 0
    for text in texts:
        documents += 1
        present: set[str] = set()
        for piece in text.split(" | "):
            accented = piece.split()
            folded = [fold(word) for word in accented]
            present.update(folded)
            for plain, marked in zip(folded, accented, strict=True):
                written.setdefault(plain, Counter())[marked] += 1
            for place, pair in enumerate(pairwise(folded)):
                plain = " ".join(pair)
                pairs[plain] += 1
                marked = f"{accented[place]} {accented[place + 1]}"
                written.setdefault(plain, Counter())[marked] += 1
        words.update(present)
    usual = {plain: forms.most_common(1)[0][0] for plain, forms in written.items()}
    return Lexicon(
        documents=documents,
        words=dict(words),
        pairs=dict(pairs),
        accents={plain: form for plain, form in usual.items() if " " not in plain},
        pair_accents={plain: form for plain, form in usual.items() if " " in plain},
        places=frozenset(places),
        opened=opened or {},
    )
