"""``lvheng rule list``, ``lvheng rule explain`` and ``lvheng apply``."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text as Line
from rich.tree import Tree

from lvheng.errors import InputProblem, Text, terminal_language
from lvheng.indicators.explaining import Node
from lvheng.packs.loader import load_pack
from lvheng.packs.rule_model import LegalText
from lvheng.rules.book import Rule, Rulebook
from lvheng.rules.bulk import apply_bulk
from lvheng.rules.examples import failures
from lvheng.rules.explaining import explain
from lvheng.rules.outcome import Ask, Outcome

CERTAINTIES = {
    "original": Text("原件", "original"),
    "secondary": Text("转引", "secondary"),
    "to_verify": Text("待核实", "to verify"),
}
FOLLOWS = {
    "charge": Text("收费", "charge"),
    "incentive": Text("优惠", "incentive"),
    "duty": Text("义务", "duty"),
    "verdict": Text("判定", "verdict"),
    "score": Text("评分", "score"),
    "risk": Text("风险", "risk"),
}
UNCERTAIN = Text("所依据的内容有待核实，使用前请核对来源。", "It rests on something that has still to be verified.")


def list_command(book: Rulebook, output_format: str) -> int:
    """Prints every rule with its articles, source, certainty and what has still to be entered."""
    if output_format == "json":
        print(json.dumps([_summary(book, rule) for rule in book], ensure_ascii=False, indent=2))
        return 0
    headings = (
        Text("代码", "Code"),
        Text("名称", "Name"),
        Text("得出", "Gives"),
        Text("条款", "Articles"),
        Text("依据", "Source"),
        Text("把握", "Certainty"),
        Text("待填", "To enter"),
    )
    table = Table(box=None, pad_edge=False)
    for number, heading in enumerate(headings):
        table.add_column(str(heading), no_wrap=number == 0, overflow="fold")
    for rule in book:
        table.add_row(*_row(book, rule))
    out = Console(highlight=False, emoji=False)
    out.print(table)
    out.print(str(Text(f"共 {len(book)} 条规则。", f"{len(book)} rules.")))
    return 0


def explain_command(book: Rulebook, code: str, values: Sequence[str], on: str, output_format: str) -> int:
    """Prints what follows from a rule and why. Returns 0 where there is a result, 1 where something is asked for."""
    rule = book.rule(code, on)
    given, history, parameters = split_settings(rule, values)
    if parameters:
        rule = rule.with_parameters(parameters)
    outcome = rule.apply(given, on, history=history)
    if output_format == "json":
        print(json.dumps(outcome.to_json(terminal_language()), ensure_ascii=False, indent=2))
    else:
        _print(rule, outcome)
    return 0 if outcome.complete else 1


def apply_command(book: Rulebook, code: str, source: Path, target: Path, values: Sequence[str], on: str | None) -> int:
    """Applies a rule to a table. Returns 0, also where single rows have no result: the table says why."""
    rule = book.rule(code, on)
    given, history, parameters = split_settings(rule, values)
    if history:
        raise InputProblem(
            "history_in_bulk",
            Text("成批计算时，各期的数写在表里。", "For a table, earlier periods are rows of the table."),
            "--set",
            Text("去掉带 @ 的 --set。", "Leave out --set with @."),
        )
    if parameters:
        rule = rule.with_parameters(parameters)
    out = Console(highlight=False, emoji=False)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(str(rule.item.title), total=1.0)
        found = apply_bulk(
            rule,
            source,
            target,
            on=on,
            fixed=given,
            language=terminal_language(),
            progress=lambda share: progress.update(task, completed=share),
        )
    out.print(str(Text(f"{found.rows} 行，写入 {target}。", f"{found.rows} rows, written to {target}.")))
    titles = {output.code: output.title for output in rule.item.all_outputs}
    for name, total in found.totals.items():
        out.print(f"{titles[name]}{Text('合计', ', total')}{Text('：', ': ')}{total.normalize():f}")
    if found.incomplete:
        text = Text(f"{found.incomplete} 行没有完整结果：", f"{found.incomplete} rows have no full result:")
        out.print(Line(str(text), style="yellow"))
        for reason, count in found.reasons:
            out.print(Line(f"  {count}  {reason}"), soft_wrap=True)
    return 0


def print_failed_examples(pack_name: str) -> int:
    """Prints the worked examples of a pack's rules that come out differently; returns how many."""
    found = failures(load_pack(pack_name))
    out = Console(highlight=False, emoji=False)
    if found:
        out.print()
        out.print(Line(str(Text("规则的例子与写明的结果不符", "Examples that come out differently")), style="bold red"))
    for each in found:
        out.print(Line(f"  {each.rule} · {each.example}{Text('：', ': ')}{each.text}"), soft_wrap=True)
    return len(found)


def split_settings(
    rule: Rule, values: Sequence[str]
) -> tuple[dict[str, str], dict[str, dict[str, str]], dict[str, str]]:
    """``use=300``, ``use@2025-01=200`` and ``gas_price=2.1`` as inputs, inputs of earlier periods, and parameters."""
    given: dict[str, str] = {}
    history: dict[str, dict[str, str]] = {}
    parameters: dict[str, str] = {}
    for written in values:
        name, equals, value = written.partition("=")
        code, at, period = name.strip().partition("@")
        if not equals:
            what = Text(f"“{written}”不是 名称=值。", f"`{written}` is not name=value.")
            raise InputProblem("not_a_setting", what, "--set", Text("写成 use=300。", "Write it as use=300."))
        if at:
            history.setdefault(period, {})[code] = value
        elif code in rule.parameters:
            parameters[code] = value
        else:
            given[code] = value
    return given, history, parameters


def _summary(book: Rulebook, rule: Rule) -> dict[str, object]:
    item = rule.item
    return {
        "code": item.code,
        "name": item.name,
        "name_en": item.name_en,
        "follows": item.follows,
        "effect": item.effect.value,
        "public": item.public,
        "articles": list(book.articles(item.code)),
        "source": item.source.model_dump(mode="json", exclude_none=True),
        "law": [law.model_dump(mode="json", by_alias=True, exclude_none=True) for law in item.law],
        "to_be_entered": [parameter.code for parameter in rule.to_be_entered(datetime.date.today())],
    }


def _row(book: Rulebook, rule: Rule) -> Iterator[str]:
    item = rule.item
    source = " ".join(word for word in (item.source.title, item.source.number, item.source.clause) if word)
    missing = rule.to_be_entered(datetime.date.today())
    yield item.code
    yield str(item.title)
    yield str(FOLLOWS[item.follows])
    yield "、".join(book.articles(item.code)) or "—"
    yield source
    yield str(CERTAINTIES[item.source.certainty])
    yield str(Text("、".join(each.name for each in missing), ", ".join(each.name_en for each in missing))) or "—"


def _print(rule: Rule, outcome: Outcome) -> None:
    out = Console(highlight=False, emoji=False)
    out.print(Line(f"{outcome.rule.title}  {outcome.period.code}", style="bold"))
    for result in outcome.results:
        style = "bold green" if result.value is not None else "bold red"
        out.print(Line(f"{result.output.title}{Text('：', ': ')}{result.shown}", style=style), soft_wrap=True)
    for deadline in outcome.deadlines:
        day = deadline.day.isoformat() if deadline.day else str(Text("日期待定", "day not known"))
        by = f"  {deadline.law}" if deadline.law else ""
        out.print(Line(f"{deadline.title}{Text('：', ': ')}{day}{by}"), soft_wrap=True)
    if outcome.asks:
        out.print(Line(str(Text("还需要：", "Still needed:")), style="yellow"))
        for line in map(_asked, outcome.asks):
            out.print(Line(f"  {line}"), soft_wrap=True)
    for warning in _warnings(outcome):
        out.print(Line(str(warning), style="yellow"), soft_wrap=True)
    for node in explain(rule, outcome):
        out.print(_tree(node))
    for legal in outcome.law:
        out.print(Line(str(law_text(legal))), soft_wrap=True)


def _warnings(outcome: Outcome) -> Iterator[Text]:
    if outcome.rule.caution is not None:
        yield outcome.rule.caution.text
    if outcome.uncertain:
        yield UNCERTAIN


def _asked(ask: Ask) -> str:
    unit = "" if ask.unit in ("1", "1:1") else f" [{ask.unit}]"
    when = f" ({ask.period})" if ask.period else ""
    at = f"@{ask.period}" if ask.period else ""
    kind = Text("参数", "parameter") if ask.kind == "parameter" else Text("输入", "input")
    return f"{kind} {ask.title}{when}{unit}  --set {ask.code}{at}=…"


def law_text(law: LegalText) -> Text:
    """A legal text in one line, with its certainty."""
    words = " ".join(word for word in (law.title, law.number, law.clause) if word)
    certainty = CERTAINTIES[law.certainty]
    return Text(f"依据：{words}（{certainty.zh}）", f"by: {words} ({certainty.en})")


def _tree(node: Node) -> Tree:
    tree = Tree(_label(node))
    _grow(tree, node)
    return tree


def _grow(tree: Tree, node: Node) -> None:
    for part in node.parts:
        _grow(tree.add(_label(part)), part)


def _label(node: Node) -> Line:
    label = Line(str(node.text), style="bold")
    for note in node.notes:
        label.append(f"\n{note}", style="not bold dim")
    return label
