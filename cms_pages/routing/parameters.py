"""How the directory's filters are called in addresses: others link to them by name."""

FIELD = "linh-vuc"
AUDIENCE = "doi-tuong"
LEVEL = "muc-do"
AGENCY = "co-quan"
TIER = "cap"
EVENT = "su-kien"
PARAMETERS = (FIELD, AUDIENCE, LEVEL, AGENCY, TIER, EVENT)
