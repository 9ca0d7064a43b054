"""Writing derived offerings; what was entered by hand is never touched."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.offerings.models import IntakeChannel, Offering, ServiceLevel
from services_catalog.procedures.imports.offers import DerivedOffering
from services_catalog.procedures.models import Procedure
from services_catalog.procedures.rows import BATCH
from services_catalog.units.slugs import folded_slug

Key = tuple[int | None, str, str, int]


def departments(on: date) -> dict[str, int]:
    """Keys of the departments in force by their folded names, longest names first."""
    found = (
        Agency.objects.in_force(on)
        .filter(kind=AgencyKind.PROVINCE_DEPARTMENT)
        .values_list("name", "pk")
    )
    by_name = {folded_slug(name): key for name, key in found}
    return dict(sorted(by_name.items(), key=lambda one: -len(one[0])))


def write_offerings(
    derived: Mapping[int, tuple[int, Sequence[DerivedOffering]]],
    procedures: Mapping[int, Procedure],
    *,
    on: date,
) -> dict[int, tuple[str, ...]]:
    """Bring derived offerings in step: by procedure, a level (0: not said) and who.

    A level that nobody said is 1: of a record that came without files to download or a
    form to fill in, information is all that we truly have. Returns the rules that made
    new offerings, by procedure.
    """
    known: dict[int, list[Offering]] = defaultdict(list)
    keys = list(derived)
    for start in range(0, len(keys), BATCH):
        some = Offering.objects.in_force(on).filter(
            procedure__in=keys[start : start + BATCH]
        )
        for offering in some:
            known[offering.procedure_id].append(offering)
    new: list[Offering] = []
    ending: list[Offering] = []
    made: dict[int, tuple[str, ...]] = {}
    for key, (level, wanted) in derived.items():
        if any(not one.is_derived for one in known[key]):
            continue
        standing = {_key_of(one): one for one in known[key]}
        missing = {
            (one.agency_id, one.kind, one.tier, level or ServiceLevel.INFORMATION): one
            for one in wanted
        }
        ending += [one for name, one in standing.items() if name not in missing]
        rows = [
            _row(procedures[key], name, on) for name in missing if name not in standing
        ]
        new += rows
        if rows:
            made[key] = tuple(
                one.rule for name, one in missing.items() if name not in standing
            )
    _end(ending, on)
    Offering.objects.bulk_create(new, batch_size=BATCH)
    return made


def _key_of(offering: Offering) -> Key:
    return offering.agency_id, offering.agency_kind, offering.tier, offering.level


def _row(procedure: Procedure, key: Key, on: date) -> Offering:
    agency_id, kind, tier, level = key
    return Offering(
        procedure=procedure,
        agency_id=agency_id,
        agency_kind="" if agency_id else kind,
        tier="" if agency_id else tier,
        level=level,
        # No form of ours is known for it, so it enters where it always did.
        intake_channel=IntakeChannel.COUNTER_ONLY,
        is_derived=True,
        valid_from=on,
    )


def _end(offerings: Sequence[Offering], on: date) -> None:
    begun = [one for one in offerings if one.valid_from < on]
    for one in begun:
        one.valid_to = on
    Offering.objects.bulk_update(begun, ["valid_to"], batch_size=BATCH)
    # One that began that very day was never in force for anybody.
    same_day = [one.pk for one in offerings if one.valid_from >= on]
    Offering.objects.filter(pk__in=same_day).delete()
