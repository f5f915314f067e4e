"""Backup and restore of a whole installation as one file.

A backup is a tar archive, compressed by gzip::

    manifest.json   program version, time, settings without secrets, SHA-256 and size of every member
    database.dump   pg_dump's script of the database
    files/…         uploaded documents
    series/…        measurement series (Parquet), where there are any

Restoring checks every hash first, then brings the database back in one transaction and swaps the folders in by rename:
when anything fails, what was there before is untouched.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from lvheng import __version__
from lvheng.configuration import Configuration, settings_in_force
from lvheng.database import connect, program
from lvheng.errors import InputProblem, SettingProblem, Text, terminal_language

FORMAT = 1
FOLDERS = ("files", "series")
# Settings that are secret, or that belong to the machine and not to the installation.
NOT_BACKED_UP = {"LVHENG_SECRET_KEY", "DATABASE_URL", "LVHENG_DATA"}

console = Console()


def backup_command(file: Path) -> None:
    """Write the backup and say what is in it."""
    manifest = write_backup(Configuration.from_environment(), file)
    size_mib = sum(member["size"] for member in manifest["members"].values()) / 2**20
    console.print(
        Text(
            f"已备份到 {file}：数据库和 {len(manifest['members']) - 1} 个文件，共 {size_mib:.1f} MiB。",
            f"Backed up to {file}: the database and {len(manifest['members']) - 1} files, {size_mib:.1f} MiB.",
        ).in_language(terminal_language())
    )


def restore_command(file: Path, replace: bool) -> None:
    """Restore the backup and say what came back."""
    manifest = restore_backup(Configuration.from_environment(), file, replace=replace)
    console.print(
        Text(
            f"已从 {file} 恢复（备份时间 {manifest['made_at']}）。",
            f"Restored from {file} (made at {manifest['made_at']}).",
        ).in_language(terminal_language())
    )


def write_backup(configuration: Configuration, file: Path) -> dict[str, Any]:
    """Back up the installation into ``file`` and return the manifest; an existing file is replaced only at the end."""
    url = connect(configuration.data_dir)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as scratch:
        dump = Path(scratch) / "database.dump"
        _run([program("pg_dump"), "--no-owner", "--no-privileges", "--file", str(dump), url])
        members = {"database.dump": dump} | _files(configuration.data_dir)
        manifest = {
            "format": FORMAT,
            "program": __version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "settings": {
                name: value
                for name, value in settings_in_force(configuration.data_dir).items()
                if name not in NOT_BACKED_UP
            },
            "members": {name: {"sha256": _sha256(path), "size": path.stat().st_size} for name, path in members.items()},
        }
        manifest_file = Path(scratch) / "manifest.json"
        manifest_file.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        whole = Path(scratch) / "backup"
        with tarfile.open(whole, "w:gz", compresslevel=6) as archive:
            archive.add(manifest_file, "manifest.json")
            for name, path in members.items():
                archive.add(path, name)
        whole.replace(file)
    return manifest


def restore_backup(configuration: Configuration, file: Path, *, replace: bool) -> dict[str, Any]:
    """Bring everything back; return the manifest.

    Errors: InputProblem when the file is no whole backup, or the installation is not empty and ``replace`` is False.
    """
    configuration.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=configuration.data_dir) as scratch:
        manifest = _unpack(file, Path(scratch))
        url = connect(configuration.data_dir)
        if not replace:
            _refuse_unless_empty(configuration, url)
        _restore_database(url, Path(scratch) / "database.dump")
        for folder in FOLDERS:
            _swap_in(Path(scratch) / folder, configuration.data_dir / folder)
    _write_settings(configuration.data_dir, manifest["settings"])
    return manifest


def _files(data_dir: Path) -> dict[str, Path]:
    return {
        path.relative_to(data_dir).as_posix(): path
        for folder in FOLDERS
        for path in sorted((data_dir / folder).rglob("*"))
        if path.is_file()
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        damaged = [name for name, facts in manifest["members"].items() if _sha256(folder / name) != facts["sha256"]]
    except FileNotFoundError as error:
        raise _not_a_backup(file, str(error.filename or error)) from error
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError) as error:
        raise _not_a_backup(file, str(error)) from error
    if manifest.get("format") != FORMAT:
        raise _not_a_backup(file, f"format {manifest.get('format')}")
    if damaged:
        raise _not_a_backup(file, ", ".join(damaged[:5]))
    return dict(manifest)


def _not_a_backup(file: Path, detail: str) -> InputProblem:
    return InputProblem(
        "backup_unusable",
        Text(f"不是完整的备份文件（{detail}）。", f"not a whole backup file ({detail})."),
        where=str(file),
        to_do=Text(
            "什么都没有改动。请选择 lvheng backup 写出的文件。",
            "Nothing was changed. Choose a file that lvheng backup wrote.",
        ),
    )


def _refuse_unless_empty(configuration: Configuration, url: str) -> None:
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if (row and row[0]) or _files(configuration.data_dir):
        raise InputProblem(
            "not_empty",
            Text("这里已经有数据。", "there is data here already."),
            where=str(configuration.data_dir),
            to_do=Text(
                "请指定空的数据文件夹（--data），或确认覆盖（--replace）。",
                "Name an empty data folder (--data), or confirm replacing it (--replace).",
            ),
        )


def _restore_database(url: str, dump: Path) -> None:
    """One transaction: the old content goes and the new one comes, or neither."""
    script = dump.with_suffix(".sql")
    with script.open("wb") as stream, dump.open("rb") as content:
        stream.write(b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n")
        shutil.copyfileobj(content, stream)
    _run(
        [program("psql"), "--quiet", "--no-psqlrc", "--single-transaction", "--set", "ON_ERROR_STOP=1",
         "--output", os.devnull, "--file", str(script), url]
    )  # fmt: skip


def _swap_in(new: Path, current: Path) -> None:
    old = current.with_name(f"{current.name}.old")
    if current.exists():
        current.rename(old)
    if new.exists():
        new.rename(current)
    shutil.rmtree(old, ignore_errors=True)


def _write_settings(data_dir: Path, settings: dict[str, str]) -> None:
    if settings:
        lines = [f"{name}={value}\n" for name, value in sorted(settings.items())]
        (data_dir / "settings.env").write_text("".join(lines), encoding="utf-8")


def _run(command: list[str]) -> None:
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode:
        lines = finished.stderr.strip().splitlines() or [f"exit code {finished.returncode}"]
        reason = next((line for line in lines if "error:" in line.lower()), lines[-1])
        name = Path(command[0]).name
        raise SettingProblem(
            "database_program_failed",
            Text(f"{name} 没有成功（{reason}）。", f"{name} failed ({reason})."),
            to_do=Text("数据没有改动。", "No data was changed."),
        )
