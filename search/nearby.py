"""What lies near a question that found nothing: whatever shares a word with it."""

from dataclasses import dataclass, replace

from search import queries
from search.lexicon.current import lexicon
from search.normalise import fold, words
from search.results import SearchHit, SearchQuery

_WORDS = 3
_SHORTEST = 2
_HITS = 5


@dataclass(frozen=True, slots=True)
class Nearby:
    """The best entries that have this one word of what was typed."""

    word: str
    hits: tuple[SearchHit, ...]


def nearby(query: SearchQuery) -> Nearby | None:
    """The entries of the rarest word that finds any; None where no word does.

    The words are asked one at a time, which the lexicon says are rare: an engine that
    wants most of the words together has said already that there is nothing of the kind.
    """
    known = lexicon()
    distinct = {fold(word): word for word in words(query.text)}
    told = [
        word
        for word in distinct
        if len(word) >= _SHORTEST and (known.is_known(word) or not known.documents)
    ]
    told.sort(key=lambda word: (-known.weight(word), -len(word), word))
    for folded in told[:_WORDS]:
        alone = replace(
            query, text=distinct[folded], filters={}, page=1, page_size=_HITS
        )
        results = queries.search(alone)
        if results.count:
            return Nearby(distinct[folded], results.hits)
    return None
