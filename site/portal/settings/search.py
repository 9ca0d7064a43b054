"""The search server that ELASTICSEARCH_URL names; without one the database answers.

    https://user:password@host:9200/?ca=/etc/ssl/search-ca.pem&prefix=ngo-mon&timeout=0.8

Several hosts stand comma-separated; user and password with the first, options after the
last. Instead of user and password: `api_key=…`. Reserved letters are percent-encoded.
"""

from portal.settings.elasticsearch_url import ElasticsearchServer, parse
from portal.settings.env import env

__all__ = ["ELASTICSEARCH"]

# The address itself is no setting: Django's error page shows those.
ELASTICSEARCH: ElasticsearchServer | None = parse(env.str("ELASTICSEARCH_URL", ""))
