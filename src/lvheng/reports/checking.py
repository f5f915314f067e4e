"""Whether the documents that a pack declares can be filled in at all. Knows no database."""

from __future__ import annotations

from rich.console import Console

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.packs import load_pack
from lvheng.packs.documents import DocumentTemplate
from lvheng.reports import composing, filling
from lvheng.reports.contract import sample


def broken_documents(pack_name: str) -> list[str]:
    """The documents of a pack whose text cannot be used, each with what is wrong."""
    return [
        f"{each.code}: {problem}" for each in load_pack(pack_name).of(DocumentTemplate) for problem in _problems(each)
    ]


def print_broken_documents(pack_name: str) -> int:
    """Prints the documents of a pack that cannot be used; returns how many mistakes there are."""
    lines, out = broken_documents(pack_name), Console(highlight=False, emoji=False, markup=False)
    if lines:
        out.print()
        out.print(str(Text("不能使用的公文模板", "Documents that cannot be used")), style="bold")
    for line in lines:
        out.print(f"  {line}", soft_wrap=True)
    return len(lines)


def _problems(template: DocumentTemplate) -> list[Problem]:
    try:
        problems = filling.check(composing.pack_template(template.text, template.code), sample(template))
        composing.usual(template, sample(template))
    except InputProblem as problem:
        return [problem]
    except Problems as error:
        return list(error.problems)
    return list(problems)
