"""From a cleaned record to what a version says."""

import re

from services_catalog.procedures.case_types import Channel
from services_catalog.procedures.content import (
    CaseTypeContent,
    FeeContent,
    LegalBasisContent,
    MethodContent,
    StepContent,
    VersionContent,
)
from services_catalog.procedures.imports.fees import read_fee
from services_catalog.procedures.imports.papers import read_paper
from services_catalog.procedures.imports.records import SourceRecord
from services_catalog.procedures.imports.terms import Term, by_channel, read_term
from services_catalog.procedures.models import Audience

AUDIENCES = {
    "Công dân Việt Nam": Audience.CITIZEN,
    "Cán bộ, công chức, viên chức": Audience.CITIZEN,
    "Đảng viên": Audience.CITIZEN,
    "Người Việt Nam định cư ở nước ngoài": Audience.OVERSEAS_VIETNAMESE,
    "Người nước ngoài": Audience.FOREIGNER,
    "Người nước ngoài cư trú tại Việt Nam": Audience.FOREIGNER,
    "Người nước ngoài đã cư trú tại Việt Nam": Audience.FOREIGNER,
    "Hộ kinh doanh": Audience.HOUSEHOLD_BUSINESS,
    "Doanh nghiệp": Audience.ENTERPRISE,
    "Doanh nghiệp Việt Nam": Audience.ENTERPRISE,
    "Doanh nghiệp có vốn đầu tư nước ngoài": Audience.ENTERPRISE,
    "Hợp tác xã": Audience.ENTERPRISE,
    "Tổ chức (không bao gồm doanh nghiệp, HTX)": Audience.ORGANISATION,
    "Tổ chức nước ngoài": Audience.ORGANISATION,
    "Tổ chức Đảng": Audience.ORGANISATION,
}
RULE_UNKNOWN_AUDIENCE = "unknown-audience"
_STEP = re.compile(
    r"^[\W_]*(?:[a-zđ]\)\s*|\d+[.)]\s*)?(Bước\s+\d+)\s*[.:)\-–]?\s*", re.I | re.M
)
_NUMBER_AND_TITLE = re.compile(r"\s+[—–-]\s+")
_LONGEST_TITLE = 90


def content_from(record: SourceRecord) -> tuple[VersionContent, tuple[str, ...]]:
    """What the record says, and the names of the rules that its values needed."""
    rules: list[str] = []
    audiences = set()
    for word in record.audiences:
        audience = AUDIENCES.get(word)
        if audience is None and word not in Audience.values:
            rules.append(RULE_UNKNOWN_AUDIENCE)
        else:
            audiences.add(audience.value if audience else word)
    content = VersionContent(
        name=record.name,
        steps=_steps(record.steps),
        conditions=record.requirements,
        result=record.result,
        authority=record.agency,
        legal_bases=tuple(_legal_basis(one) for one in record.legal_bases if one),
        decision=record.decision[:120],
        ministry=record.ministry[:120],
        recorded_tiers=record.tiers,
        audiences=tuple(sorted(audiences)),
        case_types=(_case_type(record, rules),),
    )
    return content, tuple(dict.fromkeys(rules))


def _case_type(record: SourceRecord, rules: list[str]) -> CaseTypeContent:
    """One case type: sources do not tell their cases apart reliably, so the case of a
    paper stays beside the paper."""
    terms = [
        (channels, text, read_term(text))
        for channels, text in by_channel(record.time_limit)
    ]
    rules += [term.rule for _channels, _text, term in terms if term.rule]
    fees = _fees(record, rules)
    papers = []
    for source in record.papers:
        paper, rule = read_paper(source)
        papers.append(paper)
        if rule:
            rules.append(rule)
    main = _main_term([(channels, term) for channels, _text, term in terms])
    online = next(
        (
            t.value
            for channels, _x, t in terms
            if Channel.ONLINE.value in channels and t.value
        ),
        None,
    )
    return CaseTypeContent(
        term_value=main.value,
        term_unit=main.unit,
        term_text=main.text,
        has_no_due_date=main.has_no_due_date,
        online_term_value=online if online != main.value else None,
        components=tuple(papers),
        fees=tuple(dict.fromkeys(fee for _channels, fee in fees)),
        methods=_methods(
            [(channels, text) for channels, text, _term in terms],
            by_channel(record.fees),
        ),
    )


def _main_term(terms: list[tuple[tuple[str, ...], Term]]) -> Term:
    """That of the counter, else the first: what is promised to everybody."""
    for channels, term in terms:
        if not channels or Channel.IN_PERSON.value in channels:
            return term
    return terms[0][1] if terms else Term()


def _fees(
    record: SourceRecord, rules: list[str]
) -> list[tuple[tuple[str, ...], FeeContent]]:
    found = []
    for channels, text in by_channel(record.fees):
        fee, used = read_fee(text)
        rules += used
        if fee:
            found.append((channels, fee))
    return found


def _methods(
    terms: list[tuple[tuple[str, ...], str]], fees: list[tuple[tuple[str, ...], str]]
) -> tuple[MethodContent, ...]:
    """The ways of submitting that the source names, each with its own words."""
    named = {one for channels, _text in [*terms, *fees] for one in channels}

    def words(parts: list[tuple[tuple[str, ...], str]], channel: str) -> str:
        return "; ".join(dict.fromkeys(t for c, t in parts if channel in c and t))

    return tuple(
        MethodContent(
            channel=channel,
            term_text=words(terms, channel),
            fee_text=words(fees, channel),
        )
        for channel in Channel.values
        if channel in named
    )


def _steps(text: str) -> tuple[StepContent, ...]:
    """Steps where the text numbers them, else the whole text as one."""
    marks = list(_STEP.finditer(text))
    if not marks:
        return (StepContent(text=text),) if text else ()
    steps = []
    before = text[: marks[0].start()].strip()
    if before:
        steps.append(StepContent(text=before))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        steps.append(_step(mark[1], text[mark.end() : end].strip()))
    return tuple(steps)


def _step(number: str, text: str) -> StepContent:
    first, _line_end, rest = text.partition("\n")
    if rest and len(first) <= _LONGEST_TITLE:
        return StepContent(title=f"{number}: {first.strip(' :.')}", text=rest.strip())
    return StepContent(title=number, text=text)


def _legal_basis(text: str) -> LegalBasisContent:
    parts = _NUMBER_AND_TITLE.split(text, maxsplit=1)
    if len(parts) == 1:
        return LegalBasisContent(title=text)
    return LegalBasisContent(number=parts[0], title=parts[1])
