"""The parent plan that a pack names but does not hold: loaded from a file, as the system."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lvheng.errors import InputProblem, StateConflict, Text
from lvheng.plan.import_actions import refuse_known, refuse_unusable
from lvheng.plan.models import Document, Version
from lvheng.plan.pack_actions import adopt_as_system, read

if TYPE_CHECKING:
    from pathlib import Path

    from lvheng.documents import Reading
    from lvheng.packs import Pack
    from lvheng.packs.model import PackPlan


@dataclass(frozen=True)
class LoadedParent:
    """The parent plan's newest version; ``is_new`` False where the file had been loaded before."""

    version: Version
    is_new: bool


def load_parent_plan(file: Path, pack: Pack) -> LoadedParent:
    """Adopt ``file`` as the parent plan that the pack names, as the system. Doing it again changes nothing.

    Errors: those of the reader; InputProblem ``no_parent_plan`` when the pack names none for this file,
    ``another_document`` when the file bears the number of another document, ``imported_already`` when somebody is
    reviewing it; StateConflict ``parent_plan_present`` when the parent plan has been adopted from another file.
    """
    described = _named(pack, file)
    data = _content(file)
    newest = Version.objects.filter(plan__code=described.code).select_related("plan").order_by("-number").first()
    if newest is not None:
        _refuse_another_file(newest, data, file)
        return LoadedParent(newest, False)
    refuse_known(data, file.name)
    reading = read(data, file.name)
    _refuse_another_document(described, reading, file)
    return LoadedParent(adopt_as_system(pack, described, file, reading), True)


def _named(pack: Pack, file: Path) -> PackPlan:
    parents = [plan for plan in pack.plans if plan.role == "parent"]
    named = [plan for plan in parents if plan.parent_file == file.name] or parents
    if len(named) != 1:
        raise InputProblem(
            "no_parent_plan",
            Text(
                f"数据包 {pack.name} 没有写明这是哪个上级方案。",
                f"the pack {pack.name} does not say which parent plan this is.",
            ),
            where=str(file),
            to_do=Text("请在 plans.yaml 中写上 parent_file。", "Name it as `parent_file` in plans.yaml."),
        )
    return named[0]


def _content(file: Path) -> bytes:
    try:
        data = file.read_bytes()
    except OSError:
        from lvheng.documents.problems import file_not_found

        raise file_not_found(str(file)) from None
    refuse_unusable(data, file.name)
    return data


def _refuse_another_file(newest: Version, data: bytes, file: Path) -> None:
    """Loading another text over an adopted plan would hide it from review; that is what a new version is for."""
    digest = hashlib.sha256(data).hexdigest()
    if not Document.objects.filter(plan=newest.plan_id, sha256=digest, state=Document.State.ADOPTED).exists():
        number = newest.document_number or newest.plan.code
        raise StateConflict(
            "parent_plan_present",
            Text(
                f"上级方案（{number}）已从另一个文件采纳，现为第{newest.number}版。",
                f"the parent plan ({number}) has been adopted from another file; version {newest.number} is in force.",
            ),
            where=str(file),
            to_do=Text(
                "如内容有修订，请在网站上把它作为已有方案的新版本导入。",
                "If its text was amended, import it on the site as a new version of that plan.",
            ),
        )


def _refuse_another_document(described: PackPlan, reading: Reading, file: Path) -> None:
    found, wanted = reading.metadata.document_number, described.document_number
    if found and _plain(found) != _plain(wanted):
        raise InputProblem(
            "another_document",
            Text(
                f"这份文件的文号是“{found}”，数据包写明的上级方案是“{wanted}”。",
                f"this document's number is “{found}”, but the parent plan that the pack names is “{wanted}”.",
            ),
            where=str(file),
            to_do=Text(
                "请选择上级方案的文件；其他方案请在网站上导入。",
                "Choose the parent plan's file, or import other plans on the site.",
            ),
        )


def _plain(number: str) -> str:
    """A document number however it was typed: 甘政发〔2021〕62号, 甘政发[2021]62 号."""
    return "".join(re.findall(r"[\u3400-\u9fff]+|\d+", number))
