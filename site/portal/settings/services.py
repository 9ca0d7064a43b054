"""Servers beside the database; each is optional, none is guessed."""

from portal.settings.env import address, env

CLAMD_URL = address("CLAMD_URL", ("tcp", "unix"))
DATABASE_REPLICA_URLS = env.list("DATABASE_REPLICA_URLS", default=[])
OIDC_ISSUER = address("OIDC_ISSUER", ("http", "https"))
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
