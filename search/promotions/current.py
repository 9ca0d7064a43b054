"""What stands first for a search: the one question that engines ask."""

from search.in_force import in_force
from search.normalise import folded_words
from search.promotions.rules import DocumentKey, Promotions
from search.results import SearchQuery
from search.terms import Terms


def promotions_in_force() -> Promotions:
    """What was published last; nothing if nothing was."""
    return in_force().promotions


def results_placed_first(query: SearchQuery, terms: Terms) -> tuple[DocumentKey, ...]:
    """Documents, by type and key, that stand first if they may be seen at all: the
    engine leaves out what its scope, filters or day hide. Asks no database."""
    chosen = query.promotions
    if chosen is None:
        chosen = promotions_in_force()
    if not chosen.rules:
        return ()
    # As typed, and as mended: what looks like a slip may be just what is promoted.
    typed = tuple(folded_words(query.text))
    for words in dict.fromkeys((typed, terms.folded)):
        found = chosen.results_for(words, portal=query.scope.portal, at=query.at)
        if found:
            return found
    return ()
