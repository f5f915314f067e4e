"""Many users who click, in a process of their own: it costs processor time too, and tells how much.

Reads one line of JSON on the standard input: ``{"port", "users": [{"cookie", "paths"}], "think_s", "seconds"}``. Each
user keeps one connection, opens the next of their paths, reads for about ``think_s`` (half to one and a half times, by
a fixed row of random numbers), and opens the next; with 0 the next one at once. Prints one line of JSON:
``{"times": {path: [seconds]}, "cpu_s", "seconds"}``; a time is that from the request to the last byte of the answer.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_S = 60.0


@dataclass(frozen=True)
class Round:
    """What a round of clicks gave: answer times by path, how long it was, and what processor time it took whom."""

    times: dict[str, list[float]]
    seconds: float
    clicking_cpu_s: float
    serving_cpu_s: float

    @property
    def requests(self) -> int:
        return sum(map(len, self.times.values()))

    @property
    def serving_cpu_ms(self) -> float:
        """Processor time of the web processes for one request, without that of the database."""
        return 1000 * self.serving_cpu_s / max(1, self.requests)


def click(port: int, users: list[dict[str, Any]], think_s: float, seconds: float, server: int) -> Round:
    """Let ``users`` click for so long; ``server`` is the process whose children serve."""
    asked = json.dumps({"port": port, "users": users, "think_s": think_s, "seconds": seconds})
    before = cpu_of_children(server)
    done = subprocess.run([sys.executable, __file__], input=asked, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found = json.loads(done.stdout)
    return Round(found["times"], found["seconds"], found["cpu_s"], cpu_of_children(server) - before)


def cpu_of_children(process: int) -> float:
    """Processor seconds that the descendants of a process have used so far; 0 where the system does not tell."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(each.parent.name)] = int(fields[1])
        used[int(each.parent.name)] = (int(fields[11]) + int(fields[12])) / 100
    return sum(seconds for each, seconds in used.items() if _descends(each, process, parents))


def _descends(each: int, process: int, parents: dict[int, int]) -> bool:
    while each in parents:
        each = parents[each]
        if each == process:
            return True
    return False


async def _user(number: int, asked: dict[str, Any], end: float, times: dict[str, list[float]]) -> None:
    user, think = asked["users"][number], asked["think_s"]
    dice = random.Random(number)
    await asyncio.sleep(think * number / len(asked["users"]))
    reader, writer = await asyncio.open_connection("127.0.0.1", asked["port"], limit=1 << 20)
    clicks = number
    while time.perf_counter() < end:
        path = user["paths"][clicks % len(user["paths"])]
        clicks += 1
        began = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {user['cookie']}\r\n\r\n".encode())
        status = await asyncio.wait_for(_answer(reader), LONGEST_S)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        times[user["paths"][0] if len(user["paths"]) == 1 else _kind(path)].append(time.perf_counter() - began)
        if think:
            await asyncio.sleep(think * dice.uniform(0.5, 1.5))
    writer.close()


def _kind(path: str) -> str:
    """``/cases/17/`` and ``/cases/18/`` are one kind of page."""
    return "/".join("…" if part.isdecimal() else part for part in path.split("/"))


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = head.partition("content-length:")[2].partition("\r\n")[0]
    await reader.readexactly(int(length))
    return int(head.split(" ", 2)[1])


async def _click(asked: dict[str, Any]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = defaultdict(list)
    end = time.perf_counter() + asked["seconds"]
    await asyncio.gather(*(_user(number, asked, end, times) for number in range(len(asked["users"]))))
    return times


if __name__ == "__main__":
    order = json.loads(sys.stdin.readline())
    start = time.perf_counter()
    result = asyncio.run(_click(order))
    print(json.dumps({"times": result, "cpu_s": time.process_time(), "seconds": time.perf_counter() - start}))
