"""Every mistake that a pack can have, as a sentence in both languages: what is wrong and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from lvheng.errors import InputProblem, Text

LISTED_CODES = 12


def nearest(written: str, valid: Iterable[str]) -> str | None:
    """The valid word that was probably meant."""
    found = difflib.get_close_matches(written, list(valid), n=1, cutoff=0.5)
    return found[0] if found else None


def what_is_valid(written: str, valid: Iterable[str], names: Mapping[str, str] | None = None) -> Text:
    """The word that was probably meant, else the words there are. ``names`` maps what people say to the valid word."""
    words = list(valid)
    meant = (names or {}).get(written) or nearest(written, words)
    if meant is None and names:
        alike = nearest(written, names)
        meant = names[alike] if alike else None
    if meant is not None:
        return Text(f"是不是“{meant}”？", f"Did you mean `{meant}`?")
    if not words:
        return Text("这里还没有可用的。", "There is none yet.")
    more = len(words) - LISTED_CODES
    shown = words[:LISTED_CODES]
    zh = "、".join(shown) + (f"……（共{len(words)}个）" if more > 0 else "")
    en = ", ".join(shown) + (f" … ({len(words)} in all)" if more > 0 else "")
    return Text(f"可用的有：{zh}。", f"Valid: {en}.")


def _mistake(code: str, where: str, zh: str, en: str, to_do: Text | None = None) -> InputProblem:
    return InputProblem(code, Text(zh, en), where, to_do)


def no_such_pack(written: str, available: Iterable[str]) -> InputProblem:
    return _mistake(
        "no_such_pack",
        "",
        f"没有名为“{written}”的数据包，也没有这个文件夹。",
        f"There is no pack named `{written}` and no such folder.",
        what_is_valid(written, available),
    )


def no_pack_file(where: str) -> InputProblem:
    return _mistake(
        "no_pack_file",
        where,
        "文件夹里没有 pack.yaml，不是数据包。",
        "The folder has no pack.yaml, so it is not a pack.",
        Text("写一个 pack.yaml，至少有 name 和 title。", "Write a pack.yaml with at least `name` and `title`."),
    )


def extends_itself(where: str, chain: Iterable[str]) -> InputProblem:
    names = list(chain)
    return _mistake(
        "extends_itself",
        where,
        f"数据包绕回到自己：{' → '.join(names)}。",
        f"The pack extends itself: {' → '.join(names)}.",
        Text("去掉其中一个 extends。", "Remove one `extends`."),
    )


def base_is_broken(where: str, name: str, count: int) -> InputProblem:
    return _mistake(
        "base_is_broken",
        where,
        f"所继承的数据包“{name}”本身有 {count} 个问题。",
        f"The pack `{name}` that this one extends has {count} problem(s) itself.",
        Text(f"先运行 lvheng check {name} 并改正。", f"Run `lvheng check {name}` and mend it first."),
    )


def unknown_file(where: str, name: str, valid: Iterable[str]) -> InputProblem:
    return _mistake(
        "unknown_file",
        where,
        f"没有哪类内容是从“{name}”读取的，它不会起作用。",
        f"Nothing is read from `{name}`; it would have no effect.",
        what_is_valid(name, valid),
    )


def file_too_large(where: str, limit: int) -> InputProblem:
    mib = limit // (1024 * 1024)
    return _mistake(
        "file_too_large",
        where,
        f"文件超过 {mib} MiB。",
        f"The file is larger than {mib} MiB.",
        Text("把它拆成几个文件。", "Split it into several files."),
    )


def not_utf8(where: str) -> InputProblem:
    return _mistake(
        "not_utf8",
        where,
        "文件不是 UTF-8 编码。",
        "The file is not UTF-8.",
        Text("在编辑器或表格软件中另存为 UTF-8。", "Save it as UTF-8 in the editor or spreadsheet."),
    )


def not_yaml(where: str, reason: str) -> InputProblem:
    return _mistake(
        "not_yaml",
        where,
        f"这里不符合 YAML 语法（{reason}）。",
        f"This is not valid YAML ({reason}).",
        Text(
            "检查缩进、冒号后的空格和引号是否成对。",
            "Check the indentation, the space after a colon and paired quotes.",
        ),
    )


def not_csv(where: str, reason: str) -> InputProblem:
    return _mistake(
        "not_csv",
        where,
        f"这里不符合 CSV 格式（{reason}）。",
        f"This is not valid CSV ({reason}).",
        Text("检查双引号是否成对。", "Check that double quotes are paired."),
    )


def not_a_list(where: str) -> InputProblem:
    return _mistake(
        "not_a_list",
        where,
        "这里应是一个列表。",
        "This must be a list.",
        Text("每一项以“- ”开头。", "Begin every item with `- `."),
    )


def not_a_mapping(where: str) -> InputProblem:
    return _mistake(
        "not_a_mapping",
        where,
        "这里应是“键: 值”的形式。",
        "This must be written as `key: value`.",
        Text("写成“键: 值”，冒号后有一个空格。", "Write `key: value` with a space after the colon."),
    )


def too_many_cells(where: str, cells: int, columns: int) -> InputProblem:
    return _mistake(
        "too_many_cells",
        where,
        f"这一行有 {cells} 格，表头只有 {columns} 列。",
        f"This row has {cells} cells but the heading has {columns} columns.",
        Text("含逗号的文字要放在英文双引号里。", "Put text that contains a comma in double quotes."),
    )


def unknown_key(where: str, written: str, valid: Iterable[str]) -> InputProblem:
    return _mistake(
        "unknown_key",
        where,
        f"不认识的键“{written}”。",
        f"Unknown key `{written}`.",
        what_is_valid(written, valid),
    )


def duplicate_key(where: str, written: str) -> InputProblem:
    return _mistake(
        "duplicate_key",
        where,
        f"同一个键写了两次（{written}）。",
        f"The same key is written twice ({written}).",
        Text("只留一个。", "Keep one of them."),
    )


def missing_key(where: str, name: str) -> InputProblem:
    return _mistake(
        "missing_key",
        where,
        f"缺少“{name}”。",
        f"`{name}` is missing.",
        Text(f"补上 {name}。", f"Add `{name}`."),
    )


def invalid_choice(where: str, name: str, written: str, valid: Iterable[str]) -> InputProblem:
    return _mistake(
        "invalid_choice",
        where,
        f"“{name}”不能是“{written}”。",
        f"`{name}` cannot be `{written}`.",
        what_is_valid(written, valid),
    )


def duplicate_code(where: str, kind: Text, code: str, first: str) -> InputProblem:
    return _mistake(
        "duplicate_code",
        where,
        f"{kind.zh}“{code}”已经在 {first} 写过，两者同时有效。",
        f"The {kind.en} `{code}` is already written at {first}, and both are in force at the same time.",
        Text(
            "删去一个，或用 from、until 分开有效期。",
            "Remove one, or part their times with `from` and `until`.",
        ),
    )


def unknown_code(
    where: str, kind: Text, code: str, valid: Iterable[str], names: Mapping[str, str] | None = None
) -> InputProblem:
    return _mistake(
        "unknown_code",
        where,
        f"没有{kind.zh}“{code}”。",
        f"There is no {kind.en} `{code}`.",
        what_is_valid(code, valid, names),
    )


def unknown_area(where: str, code: str, known: Iterable[str]) -> InputProblem:
    """Lists the codes of the same prefecture, else of the same province: similar digits say nothing about areas."""
    codes = sorted(known)
    near = [known for known in codes if known[:4] == code[:4]] or [known for known in codes if known[:2] == code[:2]]
    to_do = what_is_valid("", near or [known for known in codes if known.endswith("0000")])
    return _mistake("unknown_code", where, f"没有行政区划代码“{code}”。", f"There is no area code `{code}`.", to_do)


def circular_parents(where: str, chain: Iterable[str]) -> InputProblem:
    path = " → ".join(chain)
    return _mistake(
        "circular_parents",
        where,
        f"上级关系绕成了圈：{path}。",
        f"The parents form a circle: {path}.",
        Text("改正其中一个 parent。", "Correct one `parent`."),
    )


def no_naming(where: str, type_code: str) -> InputProblem:
    return _mistake(
        "no_naming",
        where,
        f"按类型“{type_code}”命名部门，需要在 pack.yaml 写 naming。",
        f"To name a department by its type `{type_code}`, pack.yaml needs `naming`.",
        Text(
            "写上 naming（name 定西市，short_name 市，name_en Dingxi），或在本行写全名称。",
            "Add `naming` (name 定西市, short_name 市, name_en Dingxi), or write the names in this row.",
        ),
    )


def no_plan_file(where: str, name: str) -> InputProblem:
    return _mistake(
        "no_plan_file",
        where,
        f"数据包里没有规划文件“{name}”。",
        f"The plan file `{name}` is not in the pack.",
        Text("把文件放进数据包，或改正文件名。", "Put the file into the pack or correct its name."),
    )


def outside_pack(where: str, name: str) -> InputProblem:
    return _mistake(
        "outside_pack",
        where,
        f"“{name}”指向数据包以外。",
        f"`{name}` points outside the pack.",
        Text("把文件放进数据包，写相对文件名。", "Put the file into the pack and write its name relative to it."),
    )


def plan_not_named(where: str, plans: Iterable[str]) -> InputProblem:
    return _mistake(
        "plan_not_named",
        where,
        "没有写是哪个规划，而数据包里没有唯一的规划可以默认。",
        "No plan is named, and the pack has no single plan to assume.",
        what_is_valid("", plans),
    )


def quote_not_found(where: str, article: str, quote: str, to_do: Text) -> InputProblem:
    return _mistake(
        "quote_not_found",
        where,
        f"规划的{article}里没有这段原文：“{quote}”。",
        f"Article {article} of the plan does not contain this quote: “{quote}”.",
        to_do,
    )


def quote_is_elsewhere(where: str, article: str, quote: str, found: str) -> InputProblem:
    to_do = Text(f"这段原文在{found}，请改 article。", f"The quote is in {found}; correct `article`.")
    return quote_not_found(where, article, quote, to_do)


def quote_is_similar(where: str, article: str, quote: str, similar: str) -> InputProblem:
    to_do = Text(f"最接近的是：“{similar}”。", f"The nearest text is: “{similar}”.")
    return quote_not_found(where, article, quote, to_do)


def quote_is_unlike(where: str, article: str, quote: str) -> InputProblem:
    to_do = Text("请从规划原文逐字复制。", "Copy it from the plan word for word.")
    return quote_not_found(where, article, quote, to_do)


def ambiguous_quote(where: str, article: str, quote: str, count: int) -> InputProblem:
    return _mistake(
        "ambiguous_quote",
        where,
        f"“{quote}”在{article}里出现 {count} 次，不知指哪一处。",
        f"“{quote}” occurs {count} times in article {article}; it is unclear which is meant.",
        Text(f"写上 occurrence（1 到 {count}），或引得更长。", f"Add `occurrence` (1 to {count}) or quote more of it."),
    )


def no_such_occurrence(where: str, occurrence: int, count: int) -> InputProblem:
    return _mistake(
        "no_such_occurrence",
        where,
        f"原文只出现 {count} 次，没有第 {occurrence} 处。",
        f"The quote occurs {count} time(s); there is no occurrence {occurrence}.",
        Text("改正或去掉 occurrence。", "Correct or remove `occurrence`."),
    )


def invalid_value(where: str, name: str, written: str, zh: str, en: str, to_do: Text | None = None) -> InputProblem:
    return _mistake(
        "invalid_value",
        where,
        f"“{name}”的值“{written}”{zh}。",
        f"The value `{written}` of `{name}` {en}.",
        to_do,
    )


def contradiction(where: str, zh: str, en: str) -> InputProblem:
    return _mistake("contradiction", where, f"{zh}。", f"{en[:1].upper()}{en[1:]}.")
