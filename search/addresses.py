"""Where an entry of the index is read, seen from the portal that asks."""

from django.utils.translation import get_language

from search.results import SearchHit, Suggestion
from themes.addresses import Kind, address_of


def address_of_entry(entry: SearchHit | Suggestion, *, portal: str = "") -> str:
    """A procedure in the portal's own frame; a page or a document where it stands."""
    language = get_language() or "vi"
    if entry.type == "procedure":
        return address_of("procedure", entry.code, portal=portal, language=language)
    kind: Kind = "document" if entry.type == "document" else "page"
    return address_of(kind, entry.path, portal=portal, language=language)
