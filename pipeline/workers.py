"""Runs the steps of a run's groups in worker processes: names of folders go in, nothing else comes back.

A worker reads the WARC files itself and leaves Parquet files in the group's folder, so no page ever
travels between processes; it gets its next group when it has done one, so nothing piles up. The groups and
what is made of each do not depend on how many workers there are.

Workers are forked from a server process that has imported everything and run nothing: to fork this process,
with the threads of Arrow, DuckDB and the terminal, would not be safe, and to start each from nothing would
take each the imports, some six seconds. A worker ends with this process, however that ends.
"""

import os
import queue
import signal
import threading
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from multiprocessing import forkserver, get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from types import TracebackType

import pyarrow as pa

from news.errors import InputError, WartaError
from news.home import Home
from pipeline.staging import STEPS
from pipeline.steps import run_step
from pipeline.whole_run import OnStep
from transforms.words.threads import limit_threads

ENVIRONMENT = "WARTA_WORKERS"
_PRELOADED = ["expectations.preload", "pipeline.workers"]
_PATIENCE = 5.0  # seconds in which a worker that is told to stop does so


def worker_count(asked: int | None = None) -> int:
    """Return how many workers to use: as asked, else as `WARTA_WORKERS` says, else one a processor.

    Raises:
        InputError: the number makes no sense.
    """
    said = os.environ.get(ENVIRONMENT) if asked is None else str(asked)
    if not said:
        return processors()
    if not said.isdigit() or int(said) < 1:
        raise InputError(f"{said} workers: expected a whole number, 1 or more (--workers or {ENVIRONMENT})")
    return int(said)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class WorkerLost(WartaError):
    """A worker process ended without saying why: killed, or out of memory."""


class Workers:
    """A run's groups on their way through the steps; to iterate waits for each, in the order of the plan."""

    def __init__(
        self, home: Home, folders: Sequence[str], count: int, on_step: OnStep = lambda *_: None
    ) -> None:
        """Read the groups in `folders` by at most `count` processes; `on_step` is told of the progress."""
        self._home, self._folders, self._on_step = home, list(folders), on_step
        self._count = min(count, len(self._folders))
        self._done: list[Future[None]] = []
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self.processes: list[Worker] = []
        self._threads = ThreadPoolExecutor(self._count, "worker")

    def __enter__(self) -> "Workers":
        _start_server()
        import_module("expectations.preload")  # the audit needs it here, and the server takes as long
        try:
            self._start()
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self.processes if kind else ():
            worker.kill()
        self._threads.shutdown(wait=True)
        for worker in self.processes:
            worker.end()

    def __iter__(self) -> Iterator[str]:
        """Yield each folder once its group has passed every step; again, if iterated again.

        Raises:
            WorkerLost: a worker was killed; the run can be begun anew.
        """
        for number, (folder, done) in enumerate(zip(self._folders, self._done, strict=True)):
            self._on_step("read", number, len(self._folders))
            done.result()
            yield folder

    def _start(self) -> None:
        for number in range(self._count):
            self.processes.append(Worker(self._home, number))
            self._idle.put(self.processes[-1])
        self._done = [self._threads.submit(self._read, folder) for folder in self._folders]

    def _read(self, folder: str) -> None:
        worker = self._idle.get()
        try:
            worker.read(folder)
        finally:
            self._idle.put(worker)


class Worker:
    """One process, and the pipe on which it is told what to read."""

    def __init__(self, home: Home, number: int) -> None:
        context = get_context("forkserver")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(home, theirs), name=f"warta worker {number}", daemon=True
        )
        self._process.start()
        self.process_id = self._process.pid
        theirs.close()

    def read(self, folder: str) -> None:
        """Have all steps run on one group.

        Raises:
            WorkerLost: the process has ended.
            Exception: whatever a step raised.
        """
        try:
            self._pipe.send(folder)
            error = self._pipe.recv()
        except (EOFError, OSError) as lost:
            self._process.join(_PATIENCE)
            raise WorkerLost(
                f"a worker process ended while it read {folder} (exit code {self._process.exitcode}); "
                "nothing was published or lost. Run again, with fewer --workers if memory ran out."
            ) from lost
        if error is not None:
            raise error

    def kill(self) -> None:
        """End the process in the midst of its work; it leaves nothing that looks finished."""
        self._process.kill()

    def end(self) -> None:
        """Tell the process that there is no more to read, and wait until it has gone."""
        self._pipe.close()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def run_steps(home: Home, folder: str) -> None:
    """Run every step on one group."""
    for step in STEPS:
        run_step(home, step, folder)


def _work(home: Home, pipe: Connection) -> None:
    """Read groups until there are no more; the body of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent as well, which ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    pa.set_cpu_count(1)
    limit_threads(1)
    while True:
        try:
            folder = pipe.recv()
        except EOFError:
            return
        pipe.send(_error_of(home, folder))


def _start_server() -> None:
    """Start the process that workers are forked from; Ctrl-C is for this process alone."""
    get_context("forkserver").set_forkserver_preload(_PRELOADED)
    resource_tracker.ensure_running()  # it lets Ctrl-C through again, so it comes first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _error_of(home: Home, folder: str) -> Exception | None:
    try:
        run_steps(home, folder)
    except Exception as error:
        error.add_note(f"in a worker process:\n{traceback.format_exc()}")
        return _portable(error)
    return None


def _portable(error: Exception) -> Exception:
    """Return an error that can travel through a pipe: itself, or its words where its class cannot."""
    try:
        ForkingPickler.loads(bytes(ForkingPickler.dumps(error)))
    except Exception:  # whatever the class makes of being copied
        told = RuntimeError(f"{type(error).__name__}: {error}")
        told.__notes__ = error.__notes__
        return told
    return error


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
