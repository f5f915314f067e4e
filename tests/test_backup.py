"""Backup and restore: everything comes back, or nothing changes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
import pytest

from lvheng.backup import restore_backup, write_backup
from lvheng.configuration import Configuration
from lvheng.database import connect, embedded_url
from lvheng.errors import InputProblem, SettingProblem


@pytest.fixture
def installation(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Configuration:
    """A data folder with a database, files and a series."""
    configuration = folder(open_folder / "first", monkeypatch)
    url = connect(configuration.data_dir)
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE figure (id bigint PRIMARY KEY, name text, value numeric(38, 10))")
        connection.execute(
            "INSERT INTO figure VALUES (1, '空气质量优良天数比率', 90.5), (2, '逗号,引号\"', -0.0000000001)"
        )
    (configuration.data_dir / "files/documents").mkdir(parents=True)
    (configuration.data_dir / "files/documents/方案.txt").write_bytes("一、总体目标".encode())
    (configuration.data_dir / "series/air").mkdir(parents=True)
    (configuration.data_dir / "series/air/2025-01.parquet").write_bytes(bytes(range(256)))
    return configuration


def folder(path: Path, monkeypatch: pytest.MonkeyPatch) -> Configuration:
    """Work with another data folder from now on."""
    monkeypatch.setenv("LVHENG_DATA", str(path))
    monkeypatch.setenv("DATABASE_URL", "")  # connect() fills it in; taken back at the end
    return Configuration.from_environment()


def content(data_dir: Path) -> tuple[list[tuple[object, ...]], dict[str, bytes]]:
    """All rows and all files of an installation."""
    with psycopg.connect(embedded_url(data_dir / "postgres")) as connection:
        rows = connection.execute("SELECT * FROM figure ORDER BY id").fetchall()
    files = {
        path.relative_to(data_dir).as_posix(): path.read_bytes()
        for name in ("files", "series")
        for path in (data_dir / name).rglob("*")
        if path.is_file()
    }
    return rows, files


def test_it_restores_everything_into_an_empty_folder(
    installation: Configuration, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVHENG_REQUIRE_MFA", "yes")
    monkeypatch.setenv("LVHENG_SECRET_KEY", "not to be told " * 4)
    write_backup(installation, open_folder / "backup.tar.gz")
    monkeypatch.delenv("LVHENG_REQUIRE_MFA")
    second = folder(open_folder / "second", monkeypatch)
    restore_backup(second, open_folder / "backup.tar.gz", replace=False)
    assert content(second.data_dir) == content(installation.data_dir)
    assert Configuration.from_environment().require_mfa


def test_a_backup_holds_no_secret(
    installation: Configuration, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LVHENG_SECRET_KEY", "not to be told " * 4)
    write_backup(installation, open_folder / "backup.tar.gz")
    unpacked = open_folder / "unpacked"
    with tarfile.open(open_folder / "backup.tar.gz") as archive:
        archive.extractall(unpacked, filter="data")
    files = [path for path in unpacked.rglob("*") if path.is_file()]
    assert not [path for path in files if b"not to be told" in path.read_bytes()]
    assert not [path for path in files if "secret" in path.name]


def test_it_refuses_a_folder_that_holds_data_unless_told_to_replace_it(
    installation: Configuration, open_folder: Path
) -> None:
    write_backup(installation, open_folder / "backup.tar.gz")
    before = content(installation.data_dir)
    with pytest.raises(InputProblem, match="--replace"):
        restore_backup(installation, open_folder / "backup.tar.gz", replace=False)
    with psycopg.connect(connect(installation.data_dir)) as connection:
        connection.execute("DELETE FROM figure")
    (installation.data_dir / "files/documents/later.txt").write_text("later", encoding="utf-8")
    restore_backup(installation, open_folder / "backup.tar.gz", replace=True)
    assert content(installation.data_dir) == before


@pytest.mark.parametrize("damage", ["not an archive", "cut", "changed member", "missing member"])
def test_it_refuses_a_damaged_backup_and_changes_nothing(
    installation: Configuration, open_folder: Path, damage: str
) -> None:
    file = open_folder / "backup.tar.gz"
    write_backup(installation, file)
    before = content(installation.data_dir)
    spoil(file, damage)
    with pytest.raises(InputProblem) as caught:
        restore_backup(installation, file, replace=True)
    assert caught.value.code == "backup_unusable"
    assert content(installation.data_dir) == before


def spoil(file: Path, damage: str) -> None:
    if damage == "not an archive":
        file.write_bytes(b"PK nothing of the kind")
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:-200])
    else:
        unpacked = file.parent / "unpacked"
        with tarfile.open(file) as archive:
            archive.extractall(unpacked, filter="data")
        member = unpacked / "files/documents/方案.txt"
        member.unlink() if damage == "missing member" else member.write_text("other", encoding="utf-8")
        with tarfile.open(file, "w:gz") as archive:
            archive.add(unpacked, "")


def test_a_database_error_leaves_the_old_data(installation: Configuration, open_folder: Path) -> None:
    file = open_folder / "backup.tar.gz"
    write_backup(installation, file)
    before = content(installation.data_dir)
    unpacked = open_folder / "unpacked"
    with tarfile.open(file) as archive:
        archive.extractall(unpacked, filter="data")
    dump = unpacked / "database.dump"
    dump.write_text(dump.read_text(encoding="utf-8") + "\nSELECT 1/0;\n", encoding="utf-8")
    manifest = json.loads((unpacked / "manifest.json").read_text(encoding="utf-8"))
    manifest["members"]["database.dump"]["sha256"] = hashlib.sha256(dump.read_bytes()).hexdigest()
    (unpacked / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with tarfile.open(file, "w:gz") as archive:
        archive.add(unpacked, "")
    with pytest.raises(SettingProblem, match="division by zero"):
        restore_backup(installation, file, replace=True)
    assert content(installation.data_dir) == before


def test_the_commands_say_what_they_did(installation: Configuration, open_folder: Path) -> None:
    file = open_folder / "backup.tar.gz"
    other = str(open_folder / "other")
    commands = (["backup", str(file)], ["restore", str(file), "--data", other], ["restore", str(file), "--data", other])
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    results = [
        subprocess.run(
            [str(Path(sys.executable).with_name("lvheng")), *command],
            env=environment, capture_output=True, text=True, check=False, timeout=60,
        )
        for command in commands
    ]  # fmt: skip
    assert [result.returncode for result in results] == [0, 0, 2]
    assert "已备份" in results[0].stdout
    assert "已从" in results[1].stdout
    assert "--replace" in results[2].stderr
