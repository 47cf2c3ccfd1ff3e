"""Threads over workers: order, errors, and how far is read ahead."""

from __future__ import annotations

import threading
import time

import pytest

from minent.parallel import parallel_map


@pytest.mark.parametrize("n", [1, 2, 5])
def test_results_come_in_the_order_of_the_items(n):
    def work(_, item):
        time.sleep(0.002 * (item % 3))
        return item * item

    assert list(parallel_map(work, range(40), [None] * n)) == [item * item for item in range(40)]


def test_no_items():
    assert list(parallel_map(lambda _, item: item, [], [1, 2])) == []


def test_worker_has_one_item_at_a_time():
    busy = {name: threading.Lock() for name in "abc"}

    def work(name, _):
        assert busy[name].acquire(blocking=False), "another thread uses this worker"
        time.sleep(0.001)
        busy[name].release()
        return name

    assert set(parallel_map(work, range(60), list(busy))) <= set(busy)


def test_workers_run_at_the_same_time():
    meeting = threading.Barrier(3, timeout=10)
    assert list(parallel_map(lambda _, item: meeting.wait() >= 0 and item, range(3), [None] * 3)) == [0, 1, 2]


def test_not_read_ahead_of_the_work():
    read = []

    def items():
        for item in range(1000):
            read.append(item)
            yield item

    results = parallel_map(lambda _, item: item, items(), [None] * 2)
    for done in range(20):
        assert next(results) == done
        assert len(read) <= done + 1 + 2 * 2 + 1, "two items a worker wait or are under way"
    results.close()
    assert len(read) < 30


@pytest.mark.parametrize("n", [1, 3])
def test_error_comes_through_and_stops(n):
    begun = []

    def work(_, item):
        begun.append(item)
        if item == 5:
            raise ZeroDivisionError("item 5")
        time.sleep(0.001)
        return item

    found = []
    with pytest.raises(ZeroDivisionError, match="item 5"):
        found.extend(parallel_map(work, range(1000), [None] * n))
    assert found == [0, 1, 2, 3, 4], "the results before it are not lost"
    assert len(begun) <= 6 + 2 * n + 1


def test_error_of_the_items_comes_through():
    def items():
        yield 1
        raise RuntimeError("cannot read on")

    with pytest.raises(RuntimeError, match="cannot read on"):
        list(parallel_map(lambda _, item: item, items(), [None]))


@pytest.mark.parametrize("error", [KeyboardInterrupt, GeneratorExit])
def test_interrupt_leaves_no_thread(error):
    before = threading.active_count()
    results = parallel_map(lambda _, item: item, iter(int, 1), [None] * 3)
    next(results)
    with pytest.raises(error):
        results.throw(error)
    assert threading.active_count() == before
