"""Derives many patients in several processes; this one writes what they answer."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import IO

from django.conf import settings
from django.db import connection

from outcomes.deriving_process import Batch

PROGRAM = "from outcomes.deriving_process import main; main()"
PATIENTS_PER_BATCH = 500
"""Written in one short transaction, for which a save waits about a tenth of a second."""


def can_fan_out() -> bool:
    """Whether other processes see this database: not one that lives in this one's memory."""
    name = str(connection.settings_dict["NAME"])
    return connection.vendor != "sqlite" or not (name == ":memory:" or "mode=memory" in name)


def derive_in_processes(
    patient_ids: Iterable[int], write: Callable[[Batch], None], processes: int = 0
) -> None:
    """Have the patients derived by as many processes as there are processors, and write batch by batch.

    While one batch is written, others are derived; no more are in memory than there are processes.
    """
    waiting = iter(patient_ids)
    with ExitStack() as stack:
        pool = [stack.enter_context(_started()) for _ in range(processes or len(os.sched_getaffinity(0)))]
        busy = [process for process in pool if _ask(process, waiting)]
        while busy:
            process = busy.pop(0)
            batch = pickle.load(_pipe(process.stdout))
            if _ask(process, waiting):
                busy.append(process)
            write(batch)


def _started() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", PROGRAM, str(connection.settings_dict["NAME"])]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=settings.BASE_DIR)


def _ask(process: "subprocess.Popen[bytes]", waiting: Iterator[int]) -> bool:
    """Send the next batch; False where there is none, and the process may end."""
    pipe = _pipe(process.stdin)
    batch = list(islice(waiting, PATIENTS_PER_BATCH))
    if not batch:
        pipe.close()
        return False
    pickle.dump(batch, pipe)
    pipe.flush()
    return True


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
