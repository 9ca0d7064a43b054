"""Questions that public pages put at every request, composed once a process.

To compose the SQL of a queryset costs a web process more than to send it and to read
the answer. A prepared question is composed when it is first asked of a database, with
its values left open; after that only values go out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connections, router
from django.db.models import Expression, F, Field, Lookup, Model, QuerySet

_Model = TypeVar("_Model", bound=Model)
Converters = Mapping[int, tuple[list[Callable[..., Any]], Any]]


class Asked(Expression):
    """A value that the question names and its asker gives, e.g. the day."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        return "%s", [self]

    def as_parameter(self, value: Any, connection: Any) -> Any:
        return self.output_field.get_db_prep_value(value, connection)


class _AskedList(Asked):
    """Any number of values, as one parameter: the text of the question stays."""

    def as_parameter(self, value: Collection[Any], connection: Any) -> Any:
        values = list(value)
        return values if connection.vendor == "postgresql" else json.dumps(values)


class _AmongAsked(Lookup):
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s)", [*params, self.rhs]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self.process_lhs(compiler, connection)
        listed = "(SELECT value FROM json_each(%s))"
        return f"{lhs} IN {listed}", [*params, self.rhs]


def among_asked(name: str, field: str) -> _AmongAsked:
    """The condition that a column holds one of the values given under a name."""
    column = F(field)
    return _AmongAsked(column, _AskedList(name, Field()))


@dataclass(frozen=True, slots=True)
class _Composed:
    sql: str
    parameters: tuple[Any, ...]
    converters: Converters


class Question:
    """A queryset of rows (`values_list`) whose values are given when it is asked."""

    def __init__(
        self, model: type[Model], compose: Callable[[], QuerySet[Any, Any]]
    ) -> None:
        self._model = model
        self._compose = compose
        self._composed: dict[str, _Composed] = {}

    def ask(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows, from the database that reads of the model go to. One query."""
        using = router.db_for_read(self._model)
        composed = self._composed.get(using)
        if composed is None:
            composed = self._composed[using] = self._compose_for(using)
        connection = connections[using]
        parameters = [
            one.as_parameter(values[one.name], connection)
            if isinstance(one, Asked)
            else one
            for one in composed.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(composed.sql, parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if not composed.converters:
            return rows
        return [_converted(row, composed.converters, connection) for row in rows]

    def _compose_for(self, using: str) -> _Composed:
        compiler = self._compose().query.get_compiler(using)
        sql, parameters = compiler.as_sql()
        columns = [expression for expression, _sql, _alias in compiler.select]
        return _Composed(sql, tuple(parameters), compiler.get_converters(columns))


def _converted(
    row: tuple[Any, ...], converters: Converters, connection: Any
) -> tuple[Any, ...]:
    """What Django makes of a row of its own: true for 1, a day for its text."""
    values = list(row)
    for place, (convert, expression) in converters.items():
        for one in convert:
            values[place] = one(values[place], expression, connection)
    return tuple(values)


def columns_of(model: type[Model], prefix: str = "") -> list[str]:
    """A model's columns, as a question names them to make instances of its rows."""
    return [f"{prefix}{field.name}" for field in model._meta.concrete_fields]


def instance_of(model: type[_Model], values: Sequence[Any]) -> _Model:
    """What Django makes of these columns of a row: an instance as it was read."""
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(router.db_for_read(model), names, values)
