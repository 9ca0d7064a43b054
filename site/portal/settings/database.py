"""PostgreSQL in production, SQLite for the embedded default; one code for both."""

from typing import Any

from portal.settings.env import VAR, env, refuse

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EMBEDDED_DATABASE_URL = f"sqlite:///{VAR / 'ngo-mon.sqlite3'}"
_ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}


def database(url_default: str) -> dict[str, Any]:
    """The connection named by DATABASE_URL, with the options that its kind needs."""
    config: dict[str, Any] = env.db_url("DATABASE_URL", default=url_default)
    if config.get("ENGINE") not in _ENGINES:
        raise refuse("DATABASE_URL", "a postgres:// or sqlite:// address")
    if config["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE: of 200 concurrent writers none meets "database is locked"
        # (docs/decisions/0013-sqlite-write-mode.md).
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        config.setdefault("CONN_MAX_AGE", 60)
        config["CONN_HEALTH_CHECKS"] = True
    return config
