"""What the OpenAPI document shows: this API, not the administration's own."""

from collections.abc import Callable

Endpoint = tuple[str, str, str, Callable[..., object]]


def public_endpoints(endpoints: list[Endpoint]) -> list[Endpoint]:
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/v1/")]
