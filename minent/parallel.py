"""Threads over kernels that run without the GIL.

No OpenMP: its runtime may hang after ``fork`` and is missing on macOS. A kernel object with
scratch memory belongs to one thread at a time; results come back in the order of the items,
so they do not depend on the number of threads.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from minent.progress import Progress

if TYPE_CHECKING:
    from concurrent.futures import Future

Worker = TypeVar("Worker")
Item = TypeVar("Item")
Result = TypeVar("Result")


def sweep(
    work: Callable[[Worker, tuple[int, int]], None],
    spans: list[tuple[int, int]],
    collectors: list[Worker],
    label: str,
    progress: Progress,
) -> None:
    """Run ``work(collector, span)`` for all spans of a text, and tell of the units done.

    Which collector gets which span is not fixed: what they collect must add up.
    """
    progress.start(label, sum(end - begin for begin, end in spans), "units")
    for (begin, end), _ in zip(spans, parallel_map(work, spans, collectors), strict=True):
        progress.advance(end - begin)
    progress.finish()


def parallel_map(
    work: Callable[[Worker, Item], Result],
    items: Iterable[Item],
    workers: list[Worker],
    stop: Callable[[], None] | None = None,
) -> Iterator[Result]:
    """Yield ``work(worker, item)`` for each item, in order; a worker does one item at a time.

    At most two items per worker are waiting or under way, so a long iterable is not read
    ahead of the work. On an error or interrupt no further item is begun, and `stop` is called,
    which may end those that are under way.
    """
    if len(workers) == 1:  # one thread asked for is one thread used
        for item in items:
            yield work(workers[0], item)
        return
    from concurrent.futures import ThreadPoolExecutor  # one thread does without
    from queue import SimpleQueue

    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def run(item: Item) -> Result:
        worker = idle.get()
        try:
            return work(worker, item)
        finally:
            idle.put(worker)

    pool = ThreadPoolExecutor(len(workers))
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(run, item))
            if len(waiting) > 2 * len(workers):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BaseException:
        if stop is not None:
            stop()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
