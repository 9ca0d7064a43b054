"""The 200 procedures that households and small firms most need, and who offers them."""

from collections.abc import Iterator
from pathlib import Path

from portal.demo.agencies import agencies_by_key
from portal.demo.content import SINCE, ContentError, Row, by_key, read_list
from portal.demo.content import read_procedures as read_rows
from portal.demo.paper_forms import PaperForm, store_paper_form
from portal.demo.progress import Progress
from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.fields.models import Field
from services_catalog.offerings.models import (
    IntakeChannel,
    LocalNote,
    Offering,
    ServiceLevel,
)
from services_catalog.procedures.case_types import Channel, FeeKind
from services_catalog.procedures.content import (
    CaseTypeContent,
    ComponentContent,
    FeeContent,
    LegalBasisContent,
    MethodContent,
    StepContent,
    VersionContent,
)
from services_catalog.procedures.everyday.reading import Everyday, shipped
from services_catalog.procedures.models import Procedure
from services_catalog.procedures.services import publish_versions
from services_catalog.units.models import Tier

# Rules: every committee of this kind at its tier. All other kinds name their agencies.
RULES = {
    "district_committee": (AgencyKind.DISTRICT_COMMITTEE, Tier.DISTRICT),
    "commune_committee": (AgencyKind.COMMUNE_COMMITTEE, Tier.COMMUNE),
}
AUTHORITY = {
    "district_committee": "Ủy ban nhân dân cấp huyện",
    "commune_committee": "Ủy ban nhân dân cấp xã",
}
# What people come for most, first, before all that is merely popular; by its form.
MOST_WANTED = (
    *("khai-sinh", "chung-thuc-ban-sao", "dang-ky-tam-tru", "dang-ky-ho-kinh-doanh"),
    *("doi-giay-phep-lai-xe", "xac-nhan-tinh-trang-hon-nhan", "ly-lich-tu-phap"),
    *("cap-phep-xay-dung", "trich-luc-ho-tich", "ket-hon", "tro-cap-xa-hoi"),
    *("dang-ky-thuong-tru", "khai-tu", "mai-tang-phi"),
)


def load_procedures(progress: Progress) -> int:
    """Publish the procedures that are missing, with who offers them."""
    known = set(Procedure.objects.values_list("code", flat=True))
    missing = [row for row in read_rows() if row["code"] not in known]
    fields = {field.code: field for field in Field.objects.all()}
    codes = {key: row["code"] for key, row in by_key(read_list("fields")).items()}
    agencies = agencies_by_key()
    procedures = Procedure.objects.bulk_create(
        _procedure(row, fields[codes[row["field"]]]) for row in missing
    )
    Offering.objects.bulk_create(
        offering
        for procedure, row in zip(procedures, missing, strict=True)
        for offering in offerings_of(procedure, row, agencies)
    )
    contents = [
        content_of_row(row, agencies) for row in progress.over(missing, "Thủ tục")
    ]
    publish_versions(list(zip(procedures, contents, strict=True)), valid_from=SINCE)
    return len(missing)


def load_local_notes(_progress: Progress) -> int:
    """What some units say of their own beside a procedure, where none says anything."""
    if LocalNote.objects.exists():
        return 0
    agencies = agencies_by_key()
    notes = [
        LocalNote(
            procedure=Procedure.objects.get(code=row["procedure"]),
            agency=agencies[row["agency"]],
            **{name: row[name] for name in ("hours", "phone", "note")},
        )
        for row in read_list("local_notes")
    ]
    LocalNote.objects.bulk_create(notes)
    return len(notes)


def offerings_of(
    procedure: Procedure, row: Row, agencies: dict[str, Agency]
) -> Iterator[Offering]:
    """A rule for committees, a row each for departments and vertical agencies."""
    level = ServiceLevel(row["level"])
    is_online = level >= ServiceLevel.SUBMIT
    channel = IntakeChannel.LOCAL_FORM if is_online else IntakeChannel.COUNTER_ONLY
    for place in _places(row, agencies):
        yield Offering(
            procedure=procedure,
            level=level,
            intake_channel=channel,
            valid_from=SINCE,
            **place,
        )


def content_of_row(row: Row, agencies: dict[str, Agency]) -> VersionContent:
    """What the demo says of a procedure, as the catalogue keeps it."""
    return VersionContent(
        name=row["name"],
        name_en=row["name_en"],
        summary=row["summary"],
        phrases=_everyday(row).phrases,
        steps=tuple(StepContent(**step) for step in row.get("steps") or ()),
        conditions=row.get("conditions") or "",
        result=row["result"],
        authority=_authority(row, agencies),
        legal_bases=tuple(
            LegalBasisContent(**basis) for basis in row.get("legal_basis") or ()
        ),
        decision=row.get("decision") or "",
        recorded_tiers=tuple(row["tiers"]),
        audiences=tuple(sorted(row["audiences"])),
        case_types=(_case_type(row, _authority(row, agencies)),),
    )


def _procedure(row: Row, field: Field) -> Procedure:
    return Procedure(
        code=row["code"],
        field=field,
        life_events=row.get("life_events") or [],
        is_featured=row.get("form") in MOST_WANTED,
        popularity=_popularity(row),
    )


def _popularity(row: Row) -> int:
    if row.get("form") in MOST_WANTED:
        return 100 - MOST_WANTED.index(row["form"])
    return _everyday(row).popularity


def _everyday(row: Row) -> Everyday:
    """What people say for it: the same that every installation gets."""
    told = shipped().get(row["code"])
    if told is None:
        message = f"{row['code']}: nobody told its everyday phrases."
        raise ContentError(message)
    return told


def _places(row: Row, agencies: dict[str, Agency]) -> Iterator[dict[str, object]]:
    for kind in row["agency_kinds"]:
        if kind in RULES:
            agency_kind, tier = RULES[kind]
            yield {"agency_kind": agency_kind, "tier": tier}
        elif not row.get("departments"):
            message = f"{row['code']}: {kind} needs departments to be named."
            raise ContentError(message)
        else:
            for key in row["departments"]:
                yield {"agency": agencies[key]}


def _authority(row: Row, agencies: dict[str, Agency]) -> str:
    named = [agencies[key].name for key in row.get("departments") or ()]
    rules = [AUTHORITY[kind] for kind in row["agency_kinds"] if kind in AUTHORITY]
    return "; ".join([*named, *rules])


def _case_type(row: Row, authority: str) -> CaseTypeContent:
    term = row.get("term") or {"value": None, "unit": "working_day"}
    return CaseTypeContent(
        term_value=term["value"],
        term_unit=term["unit"],
        components=_components(row, authority),
        fees=_fees(row["fees"]),
        methods=tuple(MethodContent(channel=channel) for channel in _channels(row)),
    )


def _components(row: Row, authority: str) -> tuple[ComponentContent, ...]:
    papers = [
        ComponentContent(
            name=paper["name"],
            group=paper.get("group") or "",
            note=paper.get("note") or "",
            originals=paper["originals"],
            copies=paper["copies"],
            is_required=paper["required"],
        )
        for paper in row.get("papers") or ()
    ]
    if row.get("download"):
        papers.insert(0, _paper_form(row, authority))
    return tuple(papers)


def _paper_form(row: Row, authority: str) -> ComponentContent:
    form = PaperForm(
        slug=row["download"],
        title=row["name"],
        addressee=authority,
        papers=tuple(paper["name"] for paper in row.get("papers") or ()),
    )
    file = store_paper_form(form)
    return ComponentContent(
        name="Mẫu đơn tải về, in ra và điền sẵn",
        originals=1,
        is_required=False,
        template_name=Path(file).name,
        template_file=file,
    )


def _fees(rows: list[Row]) -> tuple[FeeContent, ...]:
    """An empty list says that it is free; the catalogue says it by an amount of 0."""
    if not rows:
        return (FeeContent(kind=FeeKind.CHARGE.value, amount=0),)
    return tuple(
        FeeContent(
            kind=row["kind"],
            amount=row.get("amount"),
            text=row.get("text") or "",
            exemption=row.get("exempt") or "",
        )
        for row in rows
    )


def _channels(row: Row) -> list[str]:
    online = [Channel.ONLINE.value] if row["level"] >= ServiceLevel.SUBMIT else []
    return [Channel.IN_PERSON.value, *online, Channel.POST.value]
