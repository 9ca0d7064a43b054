"""Who keeps a copy of the index of its own, and is told which rows have changed."""

from collections.abc import Callable

# Type, keys and the stamp of the change. Called in the transaction of the change, so
# it writes into the outbox and does nothing else.
Follower = Callable[[str, list[str], int], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Have every change of rows told, from now on and once each."""
    if follower not in _followers:
        _followers.append(follower)


def tell_followers(type_: str, keys: list[str], *, version: int) -> None:
    for follower in _followers:
        follower(type_, keys, version)
