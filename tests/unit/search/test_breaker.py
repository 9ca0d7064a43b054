"""The breaker: it opens soon, waits longer each time, and lets one try at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from search.engines.breaker import PATIENCE, Breaker, BreakerState


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock=clock)


def fail(breaker: Breaker, *, is_certain: bool = False) -> None:
    ticket = breaker.begin()
    assert ticket is not None
    breaker.fail(ticket, is_certain=is_certain)


def succeed(breaker: Breaker) -> None:
    ticket = breaker.begin()
    assert ticket is not None
    breaker.succeed(ticket)


def test_it_opens_at_the_third_failure_in_a_row(breaker: Breaker) -> None:
    for _ in range(PATIENCE - 1):
        fail(breaker)
    succeed(breaker)
    for _ in range(PATIENCE - 1):
        fail(breaker)
        assert breaker.state is BreakerState.CLOSED

    fail(breaker)

    assert PATIENCE == 3
    assert breaker.state is BreakerState.OPEN
    assert breaker.begin() is None


def test_a_certain_failure_opens_it_at_once(breaker: Breaker) -> None:
    fail(breaker, is_certain=True)

    assert breaker.state is BreakerState.OPEN


def test_after_the_pause_exactly_one_may_try(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, is_certain=True)
    clock.now += 4.9
    assert breaker.begin() is None
    clock.now += 0.2

    tries = [breaker.begin() for _ in range(5)]

    assert [ticket is not None for ticket in tries] == [True] + [False] * 4
    assert breaker.state is BreakerState.HALF_OPEN


def test_a_try_that_succeeds_closes_it_and_forgets_the_pauses(
    breaker: Breaker, clock: Clock
) -> None:
    fail(breaker, is_certain=True)
    clock.now += 6
    fail(breaker)
    clock.now += 11

    succeed(breaker)
    assert breaker.state is BreakerState.CLOSED

    fail(breaker, is_certain=True)
    clock.now += 5.1
    assert breaker.begin() is not None


def test_the_pauses_grow_up_to_half_a_minute(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, is_certain=True)
    for pause in (5, 10, 20, 30, 30):
        clock.now += pause - 0.1
        assert breaker.begin() is None
        clock.now += 0.2
        fail(breaker)


def test_a_try_whose_outcome_is_never_told_blocks_nobody_for_ever(
    breaker: Breaker, clock: Clock
) -> None:
    fail(breaker, is_certain=True)
    clock.now += 6
    lost = breaker.begin()
    assert lost is not None
    assert breaker.begin() is None
    clock.now += 6

    ticket = breaker.begin()
    assert ticket is not None
    breaker.succeed(lost)
    assert breaker.state is BreakerState.HALF_OPEN
    breaker.succeed(ticket)

    assert breaker.state is BreakerState.CLOSED


def test_what_began_before_it_opened_changes_nothing(
    breaker: Breaker, clock: Clock
) -> None:
    early = [breaker.begin() for _ in range(4)]
    for ticket in early[:3]:
        breaker.fail(ticket)
    clock.now += 4.9
    breaker.fail(early[3])
    breaker.succeed(early[3])
    assert breaker.state is BreakerState.OPEN
    clock.now += 0.2

    assert breaker.begin() is not None
    breaker.fail(early[3])
    assert breaker.state is BreakerState.HALF_OPEN


def test_of_many_threads_one_may_try(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, is_certain=True)
    clock.now += 6
    together = Barrier(8)

    def begin(_number: int) -> bool:
        together.wait()
        return breaker.begin() is not None

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(begin, range(8))) == 1


def test_it_says_when_it_opens_and_when_it_closes(
    breaker: Breaker, clock: Clock
) -> None:
    ticket = breaker.begin()
    assert ticket is not None
    assert [breaker.fail(ticket) for _ in range(4)] == [False, False, True, False]
    clock.now += 6
    ticket = breaker.begin()
    assert ticket is not None

    assert [breaker.succeed(ticket) for _ in range(2)] == [True, False]


def test_reset_forgets_everything(breaker: Breaker) -> None:
    fail(breaker, is_certain=True)

    breaker.reset()

    assert breaker.state is BreakerState.CLOSED
    succeed(breaker)
