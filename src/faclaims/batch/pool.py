"""Worker processes that may die without taking the run with them."""

import gc
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.abc import MetaPathFinder
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from os import _exit
from threading import Thread, current_thread, main_thread
from types import TracebackType
from typing import Any, NamedTuple, Self

from faclaims.errors import FaclaimsError

_log = logging.getLogger("faclaims")

_ALIVE = 100_000
"""Objects after which the garbage collector of a worker looks for cycles: the records of an article hold none."""


class WorkerDiedError(Exception):
    """A worker process was killed while it worked, even alone: by the system for want of memory, most often."""


class _WithoutPandas(MetaPathFinder):
    """Hides pandas, which pyarrow loads where it is installed: a fifth of the memory of a worker, for nothing."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Raises an error for pandas, and leaves all else to others."""
        if fullname == "pandas":
            raise ModuleNotFoundError(name=fullname)


class Note(NamedTuple):
    """A warning of a worker on its way to the process that started it."""

    template: str
    arguments: tuple[object, ...]


class Ticket[A, R](NamedTuple):
    """A task that was handed in."""

    task: Callable[[A], R]
    argument: A
    future: "Future[tuple[R, list[Note]]]"


class Pool:
    """A pool of worker processes that survives the death of any of them.

    A task whose worker died is done again in a process of its own; only if that dies too, the task is to blame.

    Args:
        workers: How many processes.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._executor = _executor(workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Tasks that are under way are let finish, so that stopping a run loses none of its work.
        _end(self._executor)

    def submit[A, R](self, task: Callable[[A], R], argument: A) -> Ticket[A, R]:
        """Hands in a task: a function of a module, and its one argument."""
        try:
            return Ticket(task, argument, _submit(self._executor, task, argument))
        except BrokenProcessPool:
            self._executor.shutdown(wait=False)
            self._executor = _tried(_executor(self.workers))
            return Ticket(task, argument, _submit(self._executor, task, argument))

    def result[A, R](self, ticket: Ticket[A, R]) -> R:
        """Returns what a task returned, and passes on what it raised and what it warned of.

        Raises:
            WorkerDiedError: The worker died, also when it had nothing but this task to do.
        """
        try:
            return _passing_on(ticket.future)
        except BrokenProcessPool:
            (result,) = self.alone(ticket.task, [ticket.argument])
            if isinstance(result, WorkerDiedError):
                raise result from None
            return result

    def alone[A, R](self, task: Callable[[A], R], arguments: list[A]) -> Iterator[R | WorkerDiedError]:
        """Yields what a task makes of each argument, with a new process after each that died."""
        executor = _tried(_executor(1))
        try:
            for argument in arguments:
                try:
                    yield _passing_on(_submit(executor, task, argument))
                except BrokenProcessPool:
                    executor.shutdown(wait=False)
                    executor = _tried(_executor(1))
                    yield WorkerDiedError()
        finally:
            _end(executor)


def _end(executor: ProcessPoolExecutor) -> None:
    """Waits for the tasks under way; Ctrl-C meanwhile kills the workers, and once more ends this process too.

    Nothing is raised while it waits: a `Thread.join` of Python 3.12 that is left by an exception takes its thread for
    ended, and the process then hangs at its end, on a lock that the thread holds.

    Raises:
        KeyboardInterrupt: The workers were killed.
    """
    killed = False

    def kill(number: int, frame: object) -> None:
        nonlocal killed
        killed = True
        for stop in stops:
            signal.signal(stop, signal.SIG_DFL)
        for process in active_children():
            process.kill()

    in_charge = current_thread() is main_thread()
    stops = [s for s in (signal.SIGINT, signal.SIGTERM) if signal.getsignal(s) is signal.default_int_handler]
    for stop in stops if in_charge else ():
        signal.signal(stop, kill)
    try:
        executor.shutdown(wait=True, cancel_futures=True)
    finally:
        for stop in stops if in_charge else ():
            signal.signal(stop, signal.default_int_handler)
    if killed:
        raise KeyboardInterrupt


def _executor(workers: int) -> ProcessPoolExecutor:
    # Spawned: a fork would copy whatever threads and locks this process has.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)


def _tried(executor: ProcessPoolExecutor) -> ProcessPoolExecutor:
    """Returns an executor whose processes live, so that no task is blamed for a process that could not start."""
    try:
        _submit(executor, len, ()).result()
    except BrokenProcessPool:
        raise FaclaimsError(
            "worker processes end as soon as they start; give fewer workers, more memory, and in a program of "
            "your own call run() under: if __name__ == '__main__'"
        ) from None
    return executor


def _submit[A, R](
    executor: ProcessPoolExecutor, task: Callable[[A], R], argument: A
) -> "Future[tuple[R, list[Note]]]":
    # Ctrl-C reaches all processes of a terminal; only the one that started the others shall act on it. Submitting
    # starts processes, and they keep the mask that they are started with.
    if hasattr(signal, "pthread_sigmask"):
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return executor.submit(_noting, task, argument)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    return executor.submit(_noting, task, argument)


def _begin() -> None:
    gc.set_threshold(_ALIVE)
    sys.meta_path.insert(0, _WithoutPandas())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        _exit(1)


def _passing_on[R](future: "Future[tuple[R, list[Note]]]") -> R:
    result, notes = future.result()
    for note in notes:
        _log.warning(note.template, *note.arguments)
    return result


class _Keeper(logging.Handler):
    """Keeps warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.notes: list[Note] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one, with arguments that can travel."""
        arguments = record.args if isinstance(record.args, tuple) else ()
        self.notes.append(Note(str(record.msg), tuple(a if isinstance(a, int) else str(a) for a in arguments)))


def _noting(task: Callable[[Any], Any], argument: Any) -> tuple[Any, list[Note]]:
    keeper = _Keeper()
    _log.addHandler(keeper)
    _log.propagate = False
    try:
        return task(argument), keeper.notes
    finally:
        _log.removeHandler(keeper)
