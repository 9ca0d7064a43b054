"""Calls made from the OpenAPI document itself: no answer surprises its reader."""

from typing import Any

import pytest
import schemathesis
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from portal.wsgi import application
from submissions.uploads.tus import PART_TYPE
from tests.integration.api.conftest import World

# Walks again what other tests cover; a tracer would make it half as long again.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.no_cover]
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
DOCUMENT = schemathesis.openapi.from_dict(
    SchemaGenerator().get_schema(request=None, public=True)
)
DOCUMENT.app = application
OPERATIONS = {
    operation.label: operation
    for operation in (result.ok() for result in DOCUMENT.get_all_operations())
}


@schemathesis.serializer(PART_TYPE)
def as_it_is(_context: Any, value: Any) -> bytes:
    """A part of a file is sent as bytes."""
    return bytes(getattr(value, "data", value))


def _known(world: World) -> dict[str, Any]:
    """What path parameters may name, so that calls also find something."""
    return {
        "/api/v1/units/{code}/": world.hue.phu_bai.unit.code,
        "/api/v1/procedures/{code}/": "1.001193",
        "/api/v1/tracking/{code}/": world.dossier.code,
        "/api/v1/dossiers/{code}/": world.dossier.code,
        "/api/v1/portals/{portal_id}/": world.hue.phu_bai.portal.pk,
        "/api/v1/pages/{page_id}/": world.page.pk,
    }


@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_answers_conform_to_the_document(
    label: str, world: World, one_connection: None
) -> None:
    operation = OPERATIONS[label]
    known = _known(world).get(operation.path)
    seen: set[int] = set()

    @settings(
        max_examples=20,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def judge(case: schemathesis.Case) -> None:
        if known is not None and len(seen) % 2 == 0:
            case.path_parameters = dict.fromkeys(case.path_parameters, known)
        response = case.call(headers={"Host": "testserver"})
        seen.add(len(seen))
        case.validate_response(response, checks=CHECKS)
        if response.status_code >= 400:
            kind = response.headers["content-type"][0]
            assert kind.startswith("application/problem+json")

    judge()

    assert len(seen) >= 1
