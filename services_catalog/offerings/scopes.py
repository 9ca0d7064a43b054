"""Who finds what: the one scheme of tokens for search, portals and API.

A procedure carries `offer:<tier>:<kind>` for every rule by which it is offered and
`agency:<identifier>` for every agency named alone. An agency that a rule leaves out
stands among the excluded. What a portal may find follows from its agencies.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from services_catalog.agencies.models import Agency
from services_catalog.offerings.models import Offering


@dataclass(frozen=True, slots=True)
class OfferingScopes:
    scopes: tuple[str, ...]
    excluded: tuple[str, ...]


def rule_scope(tier: str, kind: str) -> str:
    return f"offer:{tier}:{kind}"


def agency_scope(identifier: str) -> str:
    return f"agency:{identifier}"


def scopes_of_offerings(offerings: Iterable[Offering]) -> OfferingScopes:
    """The tokens of a procedure with these offerings, exceptions fetched with them."""
    scopes, excluded = set[str](), set[str]()
    for offering in offerings:
        if offering.agency:
            scopes.add(agency_scope(offering.agency.identifier))
        else:
            scopes.add(rule_scope(offering.tier, offering.agency_kind))
        for exception in offering.exceptions.all():
            token = agency_scope(exception.agency.identifier)
            (scopes if exception.is_offered else excluded).add(token)
    # One rule may leave out an agency that another offering names: it does offer.
    return OfferingScopes(tuple(sorted(scopes)), tuple(sorted(excluded - scopes)))


def scopes_of_agencies(agencies: Iterable[Agency]) -> tuple[str, ...]:
    """What a portal of these agencies finds: it carries one of these tokens."""
    tokens = set[str]()
    for agency in agencies:
        tokens.add(agency_scope(agency.identifier))
        tokens.add(rule_scope(agency.tier, agency.kind))
    return tuple(sorted(tokens))


def excluded_of_agencies(agencies: Iterable[Agency]) -> tuple[str, ...]:
    """What a portal of these agencies does not find although a rule covers it."""
    return tuple(sorted({agency_scope(agency.identifier) for agency in agencies}))
