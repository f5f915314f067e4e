"""``lvheng run``: one command starts, supervises and stops everything."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rich.console import Console
from rich.table import Table

from lvheng.configuration import Configuration
from lvheng.database import connect
from lvheng.errors import Problem, SettingProblem, Text, terminal_language
from lvheng.preparing import (
    configured_pack,
    load_into_database,
    make_or_refuse_demo_accounts,
    refuse_world_in_production,
)

if TYPE_CHECKING:
    from lvheng.packs import Pack

console = Console()

START_LIMIT_S = 180
STOP_LIMIT_S = 15


def run_site() -> int:
    """Prepare and serve the site until it is told to stop.

    1. Read the settings; refuse what is unsafe or impossible, naming the setting.
    2. Read and check the pack, then start the embedded database, unless DATABASE_URL names another.
    3. Migrate, compile translations, collect static files, load the pack.
    4. Start the web server and the job worker, wait for the first answer, print address and demo accounts.
    5. Wait for Ctrl+C, SIGTERM or the end of a process; stop the other one.

    Returns the exit code: 0 when it was told to stop, 1 when a process ended by itself.
    """
    configuration = Configuration.from_environment()
    _refuse_taken_port(configuration)
    os.environ["LVHENG_DATA"] = str(configuration.data_dir)
    pack = configured_pack(configuration)
    with console.status(_say("正在启动数据库…", "Starting the database…")):
        connect(configuration.data_dir)
    accounts = _prepare(configuration, pack)
    with _processes(configuration) as processes:
        _wait_for_answer(configuration, processes)
        _announce(configuration, accounts)
        return _supervise(processes)


def _say(zh: str, en: str) -> str:
    return Text(zh, en).in_language(terminal_language())


def _refuse_taken_port(configuration: Configuration) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((configuration.address, configuration.port))
        except OSError as error:
            raise SettingProblem(
                "port_taken",
                Text(
                    f"不能监听 {configuration.address}:{configuration.port}（{error.strerror}）。",
                    f"cannot listen on {configuration.address}:{configuration.port} ({error.strerror}).",
                ),
                where="LVHENG_PORT",
                to_do=Text("换一个端口：make run PORT=8001。", "Use another port: make run PORT=8001."),
            ) from error


def _prepare(configuration: Configuration, pack: Pack) -> list[tuple[str, str, str]]:
    """Bring database, translations and static files up to date; return (user name, password, role) of demo accounts."""
    from lvheng.catalogues import compile_catalogues

    compile_catalogues()
    os.environ["DJANGO_SETTINGS_MODULE"] = "lvheng.settings"
    import django

    django.setup()
    from django.core.management import call_command

    with console.status(_say("正在更新数据库结构…", "Migrating the database…")):
        call_command("migrate", verbosity=0, interactive=False)
    with console.status(_say("正在整理静态文件…", "Collecting static files…")):
        call_command("collectstatic", verbosity=0, interactive=False)
    with console.status(_say("正在载入数据包…", "Loading the pack…")):
        refuse_world_in_production(configuration)
        load_into_database(pack, world=configuration.world)
    return make_or_refuse_demo_accounts(configuration, pack)


@contextmanager
def _processes(configuration: Configuration) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The web server and the job worker; both are stopped at the end, whatever happens."""
    commands = {
        "web": [
            sys.executable, "-m", "granian", "lvheng.wsgi:application", "--interface", "wsgi",
            "--host", configuration.address, "--port", str(configuration.port),
            "--workers", "2", "--blocking-threads", "4", "--respawn-failed-workers",
            "--no-access-log", "--log-level", "warning",
        ],
        "worker": [sys.executable, "-m", "lvheng.jobs"],
    }  # fmt: skip
    # A session of their own: Ctrl+C reaches us alone, and we stop them in order.
    started = {name: subprocess.Popen(command, start_new_session=True) for name, command in commands.items()}
    try:
        yield started
    finally:
        for process in started.values():
            process.terminate()
        for process in started.values():
            _wait_or_kill(process)


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    """Let it end in order; whatever is left of its group after that is killed, so that no port stays taken."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_LIMIT_S)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _wait_for_answer(configuration: Configuration, processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return at the first answer, whatever it is: that the site answers is all that matters here."""
    host = urlsplit(address_of(configuration)).hostname or ""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline and all(process.poll() is None for process in processes.values()):
        connection = http.client.HTTPConnection(host, configuration.port, timeout=5)
        try:
            connection.request("GET", "/healthy/", headers={"Host": _host(configuration)})
            connection.getresponse()
            return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise Problem(
        "site_not_started",
        Text("网站没有启动。", "the web site did not start."),
        to_do=Text("请看上面的输出。", "See the output above."),
    )


def _host(configuration: Configuration) -> str:
    return configuration.hosts[0] if configuration.hosts else f"127.0.0.1:{configuration.port}"


def address_of(configuration: Configuration) -> str:
    """The address to open in a browser on this machine."""
    host = "127.0.0.1" if configuration.address in ("0.0.0.0", "::") else configuration.address  # noqa: S104
    return f"http://{host}:{configuration.port}/"


def _announce(configuration: Configuration, accounts: list[tuple[str, str, str]]) -> None:
    console.print(f"\n[bold green]绿衡 Lüheng[/]  {address_of(configuration)}\n", highlight=False)
    if accounts:
        table = Table(
            _say("演示账号", "Demo account"), _say("密码", "Password"), _say("身份", "Role"), box=None, pad_edge=False
        )
        for row in accounts:
            table.add_row(*row)
        console.print(table)
    console.print(
        _say("\n按 Ctrl+C 停止。数据保存在 ", "\nCtrl+C stops it. Data is kept in ") + str(configuration.data_dir)
    )


def _supervise(processes: dict[str, subprocess.Popen[bytes]]) -> int:
    told_to_stop = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal told_to_stop
        told_to_stop = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not told_to_stop:
        for name, process in processes.items():
            if process.poll() is not None:
                console.print(f"[red]{name}[/]: " + _say("进程意外结束。", "the process ended by itself."))
                return 1
        time.sleep(0.2)
    return 0
