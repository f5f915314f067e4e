"""Settings: what an administrator may set, and what production mode refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvheng.configuration import Configuration, database_settings
from lvheng.errors import Problems

SAFE = {
    "LVHENG_MODE": "production",
    "LVHENG_SECRET_KEY": "k" * 50,
    "LVHENG_DEMO_ACCOUNTS": "no",
    "LVHENG_HOSTS": "plan.example.gov.cn",
    "DATABASE_URL": "postgresql://user:p%40ss@db.example:5433/plans",
}


def refused(environment: dict[str, str], tmp_path: Path) -> set[str]:
    """The settings named in the refusal."""
    with pytest.raises(Problems) as caught:
        Configuration.from_environment(environment | {"LVHENG_DATA": str(tmp_path)})
    return {problem.where for problem in caught.value.problems}


def test_it_runs_without_any_setting(tmp_path: Path) -> None:
    configuration = Configuration.from_environment({"LVHENG_DATA": str(tmp_path)})
    assert not configuration.production
    assert configuration.demo_accounts
    assert configuration.world
    assert (configuration.address, configuration.port, configuration.pack) == ("127.0.0.1", 8000, "linxia")


def test_without_demo_accounts_there_is_no_demonstration_data_unless_asked_for(tmp_path: Path) -> None:
    environment = {"LVHENG_DATA": str(tmp_path), "LVHENG_DEMO_ACCOUNTS": "no"}
    assert not Configuration.from_environment(environment).world
    assert Configuration.from_environment(environment | {"LVHENG_WORLD": "yes"}).world


def test_it_keeps_the_demo_installations_own_secret(tmp_path: Path) -> None:
    first = Configuration.from_environment({"LVHENG_DATA": str(tmp_path)})
    second = Configuration.from_environment({"LVHENG_DATA": str(tmp_path)})
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 50
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_it_makes_another_secret_for_every_installation(tmp_path: Path) -> None:
    keys = {Configuration.from_environment({"LVHENG_DATA": str(tmp_path / name)}).secret_key for name in "ab"}
    assert len(keys) == 2


def test_production_starts_with_safe_settings(tmp_path: Path) -> None:
    configuration = Configuration.from_environment(SAFE | {"LVHENG_DATA": str(tmp_path)})
    assert configuration.production
    assert configuration.https
    assert configuration.require_mfa
    assert configuration.separate_duties
    assert not configuration.demo_accounts
    assert not configuration.world
    assert configuration.trusted_origins == ["https://plan.example.gov.cn"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LVHENG_SECRET_KEY", ""),
        ("LVHENG_SECRET_KEY", "short"),
        ("LVHENG_DEMO_ACCOUNTS", "yes"),
        ("LVHENG_WORLD", "yes"),
        ("LVHENG_DEBUG", "yes"),
        ("LVHENG_HOSTS", ""),
    ],
)
def test_production_refuses_an_unsafe_setting_and_names_it(name: str, value: str, tmp_path: Path) -> None:
    assert refused(SAFE | {name: value}, tmp_path) == {name}


def test_production_names_all_unsafe_settings_at_once(tmp_path: Path) -> None:
    environment = {"LVHENG_MODE": "production", "LVHENG_DEMO_ACCOUNTS": "yes", "LVHENG_DEBUG": "yes"}
    assert refused(environment, tmp_path) == {
        "LVHENG_SECRET_KEY",
        "LVHENG_DEMO_ACCOUNTS",
        "LVHENG_DEBUG",
        "LVHENG_HOSTS",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LVHENG_MODE", "prod"),
        ("LVHENG_PORT", "0"),
        ("LVHENG_PORT", "65536"),
        ("LVHENG_PORT", "８０００"),
        ("LVHENG_DEBUG", "true"),
        ("LVHENG_LOGIN_FAILURES", "five"),
        ("LVHENG_LOGIN_FAILURES", "5/10"),
        ("DATABASE_URL", "mysql://localhost/plans"),
    ],
)
def test_it_names_a_setting_with_an_impossible_value(name: str, value: str, tmp_path: Path) -> None:
    assert refused({name: value}, tmp_path) == {name}


def test_the_environment_goes_before_the_settings_that_the_folder_keeps(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text("# kept\nLVHENG_PORT=8100\nLVHENG_REQUIRE_MFA = yes\n", encoding="utf-8")
    kept = Configuration.from_environment({"LVHENG_DATA": str(tmp_path)})
    assert (kept.port, kept.require_mfa) == (8100, True)
    assert Configuration.from_environment({"LVHENG_DATA": str(tmp_path), "LVHENG_PORT": "8200"}).port == 8200


def test_it_reads_a_database_address() -> None:
    settings = database_settings(SAFE["DATABASE_URL"])
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", "5433", "plans")
    assert (settings["USER"], settings["PASSWORD"]) == ("user", "p@ss")
    assert database_settings("postgresql://postgres:@/lvheng?host=/srv/socket")["HOST"] == "/srv/socket"
