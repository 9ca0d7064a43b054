"""The address of a thing, asked from below by what it is, answered from above.

Rooms below the pages know codes and paths, never hosts or routes. The room that owns
the site tree registers the builder (an inversion point).
"""

from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal[
    "page",  # key: a page's url_path
    "portal",  # key: a portal's url_path
    "procedure",  # key: national code, e.g. "1.001193"
    "procedure_form",  # key: national code; where its form begins
    "form",  # key: slug of a form without procedure
    "tracking",  # key: dossier code, or "" for the tracking page itself
    "receipt",  # key: the receipt's secret token
    "draft",  # key: the secret of a link that continues a draft, once
    "account",  # key: a path below /cua-toi/, or ""
    "document",  # key: id and file name of a document, e.g. "12/mau-don.pdf"
    "field",  # key: slug of a field; its procedures in the directory
]


@dataclass(frozen=True, slots=True)
class Address:
    """What is asked for: `portal` is the url_path of the portal that shows it.

    `language` "" means the language in use.
    """

    kind: Kind
    key: str = ""
    portal: str = ""
    language: str = ""
    absolute: bool = False


class AddressBuilder(Protocol):
    def __call__(self, address: Address, /) -> str: ...


_builder: AddressBuilder | None = None


def register_address_builder(builder: AddressBuilder) -> None:
    global _builder
    _builder = builder


def address_of(
    kind: Kind,
    key: str = "",
    *,
    portal: str = "",
    language: str = "",
    absolute: bool = False,
) -> str:
    """The one address of a thing as seen from a portal ("" = the province's)."""
    if _builder is None:
        message = "No address builder is registered."
        raise RuntimeError(message)
    return _builder(Address(kind, key, portal, language, absolute))
