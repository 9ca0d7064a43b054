"""A report as a file for a spreadsheet."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse

from search.statistics.filters import Filter
from search.statistics.periods import Period
from search.statistics.reports import Report

# Spreadsheets read a cell that begins so as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# By this they know UTF-8.
_MARK = "\ufeff"


class _Echo:
    def write(self, line: str) -> str:
        return line


def safe(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _lines(report: Report, period: Period, portal: str | None) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield _MARK
    yield writer.writerow([str(column.label) for column in report.columns])
    for row in report.rows(period, portal).iterator():
        yield writer.writerow([safe(value) for _column, value in report.cells(row)])


def csv_response(
    report: Report, chosen: Filter, period: Period
) -> StreamingHttpResponse:
    """All rows of a report, streamed."""
    response = StreamingHttpResponse(
        _lines(report, period, chosen.portal), content_type="text/csv; charset=utf-8"
    )
    name = f"{report.slug}-{period.first}-{period.last}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
