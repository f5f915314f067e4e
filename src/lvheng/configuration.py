"""What an administrator may set, read from the environment and checked as a whole.

Production mode refuses to start with anything unsafe and names every setting that has to change.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from lvheng.errors import Problem, Problems, SettingProblem, Text

SETTINGS: dict[str, Text] = {
    "LVHENG_MODE": Text("demo（默认）或 production（正式运行）", "demo (default) or production"),
    "LVHENG_DATA": Text("数据文件夹，默认 ./data", "data folder, default ./data"),
    "DATABASE_URL": Text(
        "PostgreSQL 地址；不设则启动自带的数据库", "PostgreSQL address; without it the embedded server is started"
    ),
    "LVHENG_SECRET_KEY": Text("签名密钥，至少 50 个字符", "signing key, at least 50 characters"),
    "LVHENG_HOSTS": Text("允许访问的主机名，逗号分隔", "host names that may be used, comma separated"),
    "LVHENG_ADDRESS": Text("监听地址，默认 127.0.0.1", "address to listen on, default 127.0.0.1"),
    "LVHENG_PORT": Text("监听端口，默认 8000", "port to listen on, default 8000"),
    "LVHENG_PACK": Text("使用的数据包（名称或文件夹），默认 linxia", "pack to run (name or folder), default linxia"),
    "LVHENG_DEMO_ACCOUNTS": Text("是否建立演示账号：yes 或 no", "whether to make demo accounts: yes or no"),
    "LVHENG_WORLD": Text(
        "是否生成演示数据：yes 或 no，默认随演示账号",
        "whether to make demonstration data: yes or no, by default as demo accounts",
    ),
    "LVHENG_DEBUG": Text("是否显示调试信息：yes 或 no（默认）", "whether to show debug pages: yes or no (default)"),
    "LVHENG_HTTPS": Text(
        "是否只接受 HTTPS：正式运行默认 yes", "whether to accept HTTPS only: default yes in production"
    ),
    "LVHENG_BEHIND_PROXY": Text(
        "是否在反向代理之后：yes 或 no（默认）", "whether a reverse proxy stands in front: yes or no (default)"
    ),
    "LVHENG_REQUIRE_MFA": Text(
        "批准类角色是否必须使用第二因素：正式运行默认 yes",
        "whether approving roles need a second factor: default yes in production",
    ),
    "LVHENG_SEPARATE_DUTIES": Text(
        "三权分立：正式运行默认 yes",
        "separation of administrator, security and audit duties: default yes in production",
    ),
    "LVHENG_LOGIN_FAILURES": Text("登录失败锁定规则，默认 5/10m", "failed logins before lock-out, default 5/10m"),
    "LVHENG_MAIL": Text(
        "发信服务器 smtp://用户:密码@主机:端口（加密用 smtps://）；不设则信件存入数据文件夹",
        "mail server smtp://user:password@host:port (smtps:// for TLS from the start); without it letters are files",
    ),
    "LVHENG_MAIL_FROM": Text("发件人地址，默认 lvheng@localhost", "sender of letters, default lvheng@localhost"),
    "LVHENG_LANGUAGE": Text("命令行语言：zh 或 en", "language of the command line: zh or en"),
}


_MAIL_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed in. ``encrypted`` from the first byte, otherwise as soon as the server offers it."""

    host: str
    port: int
    user: str
    password: str
    encrypted: bool


@dataclass(frozen=True)
class Configuration:
    """The settings in force. Build with :meth:`from_environment`; errors: Problems of SettingProblem."""

    production: bool
    data_dir: Path
    database: dict[str, Any]
    secret_key: str
    hosts: list[str]
    trusted_origins: list[str]
    address: str
    port: int
    pack: str
    demo_accounts: bool
    world: bool
    debug: bool
    https: bool
    behind_proxy: bool
    require_mfa: bool
    separate_duties: bool
    login_failures: str
    mail: MailServer | None
    mail_from: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Configuration:
        """Read and check all settings; raise Problems naming every one that is wrong."""
        given = os.environ if environment is None else environment
        data_dir = Path(given.get("LVHENG_DATA") or "data").resolve()
        env = _kept_settings(data_dir) | dict(given)
        reader = _Reader(env)
        production = reader.choice("LVHENG_MODE", ("demo", "production"), "demo") == "production"
        https = reader.yes_no("LVHENG_HTTPS", production)
        demo_accounts = reader.yes_no("LVHENG_DEMO_ACCOUNTS", not production)
        hosts = [host.strip() for host in env.get("LVHENG_HOSTS", "").split(",") if host.strip()]
        configuration = cls(
            production=production,
            data_dir=data_dir,
            database=database_settings(env.get("DATABASE_URL", "")),
            secret_key=env.get("LVHENG_SECRET_KEY") or ("" if production else _kept_secret(data_dir)),
            hosts=hosts or ([] if production else ["localhost", "127.0.0.1", "[::1]", "testserver"]),
            trusted_origins=[f"{'https' if https else 'http'}://{host}" for host in hosts],
            address=env.get("LVHENG_ADDRESS") or "127.0.0.1",
            port=reader.port("LVHENG_PORT", 8000),
            pack=env.get("LVHENG_PACK") or "linxia",
            demo_accounts=demo_accounts,
            world=reader.yes_no("LVHENG_WORLD", demo_accounts and not production),
            debug=reader.yes_no("LVHENG_DEBUG", False),
            https=https,
            behind_proxy=reader.yes_no("LVHENG_BEHIND_PROXY", False),
            require_mfa=reader.yes_no("LVHENG_REQUIRE_MFA", production),
            separate_duties=reader.yes_no("LVHENG_SEPARATE_DUTIES", production),
            login_failures=reader.rate("LVHENG_LOGIN_FAILURES", "5/10m"),
            mail=reader.mail_server("LVHENG_MAIL"),
            mail_from=env.get("LVHENG_MAIL_FROM") or "lvheng@localhost",
        )
        problems = reader.problems + (_unsafe(configuration) if production else [])
        if problems:
            raise Problems(problems)
        return configuration

    @property
    def site_url(self) -> str:
        """Where the site is reached, for letters; without a slash at the end."""
        return self.trusted_origins[0] if self.trusted_origins else f"http://{self.address}:{self.port}"

    @property
    def static_storage(self) -> str:
        """Hashed names where files are collected first, plain names while developing and testing."""
        collected = (self.data_dir / "static" / "staticfiles.json").exists()
        return (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if collected
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )


class _Reader:
    """Reads single settings and gathers what is wrong with them."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self.env = env
        self.problems: list[Problem] = []

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.env.get(name) or default
        if value not in allowed:
            self._wrong(name, value, " / ".join(allowed))
            return default
        return value

    def yes_no(self, name: str, default: bool) -> bool:
        return self.choice(name, ("yes", "no"), "yes" if default else "no") == "yes"

    def port(self, name: str, default: int) -> int:
        value = self.env.get(name) or str(default)
        if not value.isascii() or not value.isdecimal() or not 1 <= int(value) <= 65535:
            self._wrong(name, value, "1 – 65535")
            return default
        return int(value)

    def rate(self, name: str, default: str) -> str:
        """So many in such a time, as in 5/10m (seconds, minutes, hours or days)."""
        value = self.env.get(name) or default
        if not re.fullmatch(r"[1-9]\d{0,3}/\d{0,3}[smhd]", value, re.ASCII):
            self._wrong(name, value, "5/10m, 10/h")
            return default
        return value

    def mail_server(self, name: str) -> MailServer | None:
        """The server of an ``smtp://`` or ``smtps://`` address; its password is never repeated in an error."""
        value = self.env.get(name, "")
        if not value:
            return None
        try:
            parts = urlsplit(value)
            port = parts.port
        except ValueError:
            parts, port = urlsplit(""), None
        if parts.scheme not in _MAIL_PORTS or not parts.hostname:
            self._wrong(name, "…", "smtp://host:25, smtp://user:password@host:587, smtps://user:password@host:465")
            return None
        encrypted = parts.scheme == "smtps"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return MailServer(parts.hostname, port or _MAIL_PORTS[parts.scheme], user, password, encrypted)

    def _wrong(self, name: str, value: str, allowed: str) -> None:
        self.problems.append(
            SettingProblem(
                "setting_invalid",
                Text(f"不能是“{value}”。", f"cannot be “{value}”."),
                where=name,
                to_do=Text(f"可用的值：{allowed}。", f"Possible values: {allowed}."),
            )
        )


def _unsafe(configuration: Configuration) -> list[Problem]:
    """Everything that production mode does not accept."""
    checks = [
        (
            len(configuration.secret_key) < 50,
            "LVHENG_SECRET_KEY",
            Text(
                "正式运行需要自己的密钥（至少 50 个字符）。",
                "production needs a key of its own (at least 50 characters).",
            ),
            Text(
                "可用 python -c 'import secrets; print(secrets.token_urlsafe(50))' 生成。",
                "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))'",
            ),
        ),
        (
            configuration.demo_accounts,
            "LVHENG_DEMO_ACCOUNTS",
            Text("正式运行不能有演示账号。", "production cannot have demo accounts."),
            Text("设为 no。", "Set it to no."),
        ),
        (
            configuration.world,
            "LVHENG_WORLD",
            Text("正式运行不能有演示数据。", "production cannot have demonstration data."),
            Text("设为 no。", "Set it to no."),
        ),
        (
            configuration.debug,
            "LVHENG_DEBUG",
            Text("正式运行不能显示调试信息。", "production cannot show debug pages."),
            Text("设为 no。", "Set it to no."),
        ),
        (
            not configuration.hosts,
            "LVHENG_HOSTS",
            Text("正式运行要写明主机名。", "production needs its host names."),
            Text("例如 LVHENG_HOSTS=plan.example.gov.cn。", "For example LVHENG_HOSTS=plan.example.gov.cn."),
        ),
    ]
    return [SettingProblem("setting_unsafe", what, name, to_do) for wrong, name, what, to_do in checks if wrong]


def settings_in_force(data_dir: Path) -> dict[str, str]:
    """The settings that somebody made, by name: the environment's before those that the data folder keeps."""
    return {name: value for name, value in (_kept_settings(data_dir) | os.environ).items() if name in SETTINGS}


def _kept_settings(data_dir: Path) -> dict[str, str]:
    """The settings that the data folder keeps in ``settings.env``; the environment goes before them."""
    path = data_dir / "settings.env"
    if not path.exists():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _kept_secret(data_dir: Path) -> str:
    """The demo installation's own key, made once, so that sessions survive a restart."""
    path = data_dir / "secret.key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()


def database_settings(url: str) -> dict[str, Any]:
    """Django's settings for a ``postgresql://`` address; errors: Problems for another kind of address."""
    parts = urlsplit(url or "postgresql:///lvheng")
    if parts.scheme not in ("postgresql", "postgres"):
        raise Problems(
            [
                SettingProblem(
                    "setting_invalid",
                    Text("只支持 PostgreSQL。", "only PostgreSQL is supported."),
                    where="DATABASE_URL",
                    to_do=Text(
                        "形如 postgresql://用户:密码@主机/库名。", "It looks like postgresql://user:password@host/name."
                    ),
                )
            ]
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": 8, "timeout": 20}},
        "CONN_HEALTH_CHECKS": True,
    }
