"""A durable queue of effects: rows, retry, dead letter, reaper. It knows no domain."""
