"""What an import did, record by record."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT = "left as it is"
    ENDED = "ended"
    REFUSED = "refused"


@dataclass(slots=True)
class RecordReport:
    line: int
    code: str
    outcome: Outcome
    # Names of what changed, for a changed record.
    fields: tuple[str, ...] = ()
    # Names of the cleaning rules that the record needed.
    rules: tuple[str, ...] = ()
    # Names of the rules by which its offerings were derived.
    offerings: tuple[str, ...] = ()
    # Whether it had no everyday phrases and got those that the portal brings along.
    phrases_filled: bool = False
    reason: str = ""


@dataclass(slots=True)
class ImportReport:
    records: list[RecordReport] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        return sum(record.outcome == outcome for record in self.records)

    def refused(self) -> list[RecordReport]:
        return [one for one in self.records if one.outcome == Outcome.REFUSED]

    def rules(self) -> Counter[str]:
        """How many records each cleaning rule changed."""
        return Counter(rule for record in self.records for rule in record.rules)

    def phrases_filled(self) -> int:
        return sum(record.phrases_filled for record in self.records)

    def offerings(self) -> Counter[str]:
        """How many offerings each rule of derivation made."""
        return Counter(rule for record in self.records for rule in record.offerings)

    def summary(self) -> Iterator[str]:
        counts = ((outcome, self.count(outcome)) for outcome in Outcome)
        yield ", ".join(f"{count} {outcome}" for outcome, count in counts if count)
        if filled := self.phrases_filled():
            yield f"  everyday phrases filled in: {filled}"
        for title, table in (
            ("cleaned", self.rules()),
            ("offerings derived", self.offerings()),
        ):
            for rule, count in table.most_common():
                yield f"  {title} by {rule}: {count}"

    def lines(self) -> Iterator[str]:
        """The report of every record as JSON Lines."""
        for record in self.records:
            yield json.dumps(asdict(record), ensure_ascii=False)
