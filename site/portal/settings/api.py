"""The REST API: problem details, bounded pages, throttles, OpenAPI."""

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["portal.api.parsers.BoundedJSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication"
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "portal.api.pagination.BoundedPages",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.ScopedRateThrottle"],
    # Calls a minute from one address or account; views name their scope.
    "DEFAULT_THROTTLE_RATES": {
        "read": "600/min",
        "search": "300/min",
        "click": "60/min",
        "tracking": "30/min",
        "draft": "120/min",
        "upload": "60/min",
        "part": "600/min",
        "submit": "30/min",
        "desk": "300/min",
    },
    # The address that counts is REMOTE_ADDR, set right by portal.proxies.
    "NUM_PROXIES": 0,
    "EXCEPTION_HANDLER": "portal.api.problems.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Ngọ Môn",
    "DESCRIPTION": "Procedures, forms, dossiers and search of the portal.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVERS": [],
    "COMPONENT_SPLIT_REQUEST": True,
    "PREPROCESSING_HOOKS": ["portal.api.schema.public_endpoints"],
    "ENUM_NAME_OVERRIDES": {},
}
