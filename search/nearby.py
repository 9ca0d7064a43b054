"""What lies near a question that found nothing: whatever shares a word with it."""

from dataclasses import dataclass, replace

from search import queries
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

    The longest words are asked one at a time: an engine that wants most of the words
    together has said already that there is nothing of the kind.
    """
    distinct = {fold(word): word for word in words(query.text)}
    longest = sorted(distinct, key=lambda word: (-len(word), word))
    found = []
    for folded in longest[:_WORDS]:
        if len(folded) < _SHORTEST:
            continue
        alone = replace(
            query, text=distinct[folded], filters={}, page=1, page_size=_HITS
        )
        results = queries.search(alone)
        if results.count:
            found.append((results.count, distinct[folded], results.hits))
    if not found:
        return None
    _, word, hits = min(found, key=lambda one: one[0])
    return Nearby(word, hits)
