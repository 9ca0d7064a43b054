"""Papers that citizens upload; private, by opaque id."""
