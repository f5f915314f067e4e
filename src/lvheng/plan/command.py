"""``lvheng parent FILE``: the parent plan, and how the pack's own plan stands beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from lvheng.errors import SettingProblem, Text, terminal_language
from lvheng.plan import compare_queries
from lvheng.plan.actions import LoadedParent, load_parent_plan
from lvheng.plan.comparison import counts
from lvheng.plan.models import Version
from lvheng.plan.queries import current_version
from lvheng.plan.wording import VERDICTS

if TYPE_CHECKING:
    from lvheng.packs import Pack


def parent_command(file: Path) -> None:
    """Load the parent plan of the configured pack and print what the comparison finds.

    Errors: those of ``load_parent_plan``; SettingProblem when the pack's own plan has not been loaded yet.
    """
    from lvheng.packs import load_pack

    pack = load_pack(settings.CONFIGURATION.pack)
    own = _own_plan(pack)
    loaded = load_parent_plan(file, pack)
    print(_loaded(loaded))
    own.refresh_from_db(fields=["plan"])
    print(_compared(own, loaded.version))


def _own_plan(pack: Pack) -> Version:
    code = next((plan.code for plan in pack.plans if plan.role == "own"), "")
    try:
        return current_version(code)
    except Version.DoesNotExist:
        raise SettingProblem(
            "own_plan_missing",
            Text(f"数据包 {pack.name} 的本级方案还没有载入。", f"the plan of the pack {pack.name} is not loaded yet."),
            where="LVHENG_PACK",
            to_do=Text("请先运行一次 lvheng run，让它载入数据包。", "Run lvheng run once, so that it loads the pack."),
        ) from None


def _loaded(loaded: LoadedParent) -> Text:
    version = loaded.version
    name, targets = f"《{version.title}》（{version.document_number}）", version.targets.count()
    if not loaded.is_new:
        return Text(
            f"上级方案{name}早已载入，没有改动。", f"The parent plan {name} had been loaded before; nothing changed."
        )
    return Text(
        f"已载入上级方案{name}：{targets} 个目标。未经人工逐条核对。",
        f"Parent plan {name} loaded: {targets} targets. Nobody has checked them one by one.",
    )


def _compared(own: Version, loaded: Version) -> Text:
    parent = compare_queries.parent_version(own)
    if parent is None or parent.plan_id != loaded.plan_id:
        return Text(
            "本级方案的上级方案不是它，对照没有改变。",
            "This is not the own plan's parent; the comparison is unchanged.",
        )
    found = counts(pair.comparison for pair in compare_queries.pairs(own, parent))
    with translation.override(terminal_language()):
        words = "  ".join(f"{VERDICTS[verdict][0]} {count}" for verdict, count in found.items() if count)
    address = reverse("plan:compare", args=[own.plan.code])
    return Text(f"与本级方案对照：{words}\n网址：{address}", f"Beside the own plan: {words}\nAddress: {address}")
