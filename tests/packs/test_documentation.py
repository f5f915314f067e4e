"""What the documentation says about packs is true."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from lvheng.packs import load_pack
from lvheng.packs.bindings import PAGES
from lvheng.packs.draft import ItemKind
from lvheng.packs.kinds import ITEM_KINDS
from lvheng.packs.model import PackHead, Source
from lvheng.packs.validation import keys_of

BLOCKS = re.compile(r"```(?:yaml|csv)\n(.*?)```", re.DOTALL)
DOCS = Path(__file__).resolve().parents[2] / "docs"
MODELS = (PackHead, Source, *(kind.model for kind in ITEM_KINDS))
KEYS = sorted({key for model in MODELS for key in keys_of(model)})


@pytest.mark.parametrize("key", KEYS)
def test_every_key_of_a_pack_is_documented(key: str) -> None:
    assert f"`{key}`" in (DOCS / "rooms" / "packs.md").read_text("utf-8")


@pytest.mark.parametrize("kind", ITEM_KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_item_is_documented(kind: ItemKind) -> None:
    assert re.search(rf"`{kind.name}\.(yaml|csv)`", (DOCS / "rooms" / "packs.md").read_text("utf-8"))


@pytest.mark.parametrize("code", PAGES)
def test_every_page_that_can_be_bound_is_documented(code: str) -> None:
    assert f"`{code}`" in (DOCS / "rooms" / "packs.md").read_text("utf-8")


def test_the_steps_for_another_prefecture_make_a_valid_pack(tmp_path: Path, shared: Path) -> None:
    blocks = BLOCKS.findall((DOCS / "how-to" / "another-prefecture.md").read_text("utf-8"))
    names = ("pack.yaml", "plans.yaml", "organisations.csv", "responsibilities.yaml", "bindings.yaml")
    names += ("form_approvals.csv", "figures.csv", "local_values.yaml")
    for name, block in zip(names, blocks, strict=True):
        (tmp_path / name).write_text(block, "utf-8")
    shutil.copy(shared / "policies" / "dingxi_2021_48.pdf", tmp_path / "plan.pdf")
    pack = load_pack(tmp_path)
    assert (len(pack.organisations), len(pack.responsibilities), len(pack.bindings)) == (5, 1, 1)
