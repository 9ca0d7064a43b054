"""From a host name to the portal that answers there."""
