"""Formula text to syntax tree: Python expression syntax through ``ast``, against a white list.

1. Limits on the text are checked before Python's parser sees it: characters, nesting of parentheses, odd characters.
2. ``ast`` reads it as one expression; its error is turned into one that names the place and the way out.
3. Every node is translated by the white list; whatever is not on it is a problem at its place.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Sequence
from fractions import Fraction

from lvheng.formula import syntax
from lvheng.formula.problems import FormulaProblem, nearest, problem
from lvheng.formula.signatures import SIGNATURES
from lvheng.formula.syntax import Expr, Place

MAX_CHARACTERS = 4000
MAX_NODES = 500
MAX_DEPTH = 40
MAX_NUMBER_DIGITS = 38

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?\Z")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_UNFINISHED = re.compile(r"([-+*/<>=!,]+|\b(and|or|not|if|else))\Z")
_FULL_WIDTH = dict(zip("（），。＋－＊／＝＜＞：；【】“”‘’　×÷≤≥≠−", "(),.+-*/=<>:;[]\"\"'' */<>!-", strict=True))
_BINARY: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_INSTEAD: dict[type[ast.AST], tuple[str, str]] = {
    ast.Pow: ("乘方请写成连乘，如 x * x。", "Write a power as a product, such as x * x."),
    ast.Mod: ("百分数请写成 * 100 或 / 100。", "Write a percentage as * 100 or / 100."),
    ast.FloorDiv: (
        "取整请另设一个变量：小数位 0、修约 down。",
        "To cut to a whole number declare a variable with 0 decimals, rounding down.",
    ),
    ast.BitXor: ("乘方请写成连乘，如 x * x。", "Write a power as a product, such as x * x."),
    ast.BitAnd: ("“并且”写作 and。", "Write 'and'."),
    ast.BitOr: ("“或者”写作 or。", "Write 'or'."),
    ast.Is: ("相等写作 ==。", "Write == for equality."),
    ast.IsNot: ("不等写作 !=。", "Write != for inequality."),
    ast.In: ("请逐个写 == 并用 or 连接。", "Write one == after another, joined by 'or'."),
    ast.UAdd: ("请去掉正号。", "Leave out the plus sign."),
}
_GENERAL = (
    "只能使用算术、比较、and or not、a if c else b 和语言自带的函数。",
    "Use only arithmetic, comparison, and/or/not, a if c else b, and the functions of the language.",
)


def parse(text: str, file: str = "", line: int = 1, column: int = 1) -> Expr:
    """The syntax tree of one formula.

    ``file``, ``line`` and ``column`` say where the text begins in the file that it stands in. Raises FormulaProblem.
    """
    source = _Source(text, file, line, column)
    _check_text(source)
    tree = _read(source)
    return _Translator(source).translate(tree, 1)


class _Source:
    """The text, and how a position that ``ast`` reports leads back to it."""

    def __init__(self, text: str, file: str, line: int, column: int) -> None:
        self.text = text
        self.file = file
        self.line = line
        self.column = column
        self.lead = len(text) - len(text.lstrip())
        # One line for ast: a formula may be wrapped freely without Python's rules for line ends and indents.
        self.flat = re.sub(r"[\n\r\t]", " ", text).strip()

    def place(self, offset: int) -> Place:
        """The place of a character offset in the flat text."""
        before = self.text[: min(offset + self.lead, len(self.text))]
        lines = before.count("\n")
        column = len(before) - (before.rfind("\n") + 1) + (self.column if lines == 0 else 1)
        return Place(self.line + lines, column, self.file)

    def offset(self, utf8_offset: int) -> int:
        return len(self.flat.encode()[:utf8_offset].decode(errors="ignore"))

    def at(self, node: ast.expr) -> Place:
        return self.place(self.offset(node.col_offset))

    def segment(self, node: ast.expr) -> str:
        end = node.end_col_offset if node.end_col_offset is not None else node.col_offset
        return self.flat[self.offset(node.col_offset) : self.offset(end)]


def _check_text(source: _Source) -> None:
    if not source.flat:
        raise problem("empty", source.place(0), "公式是空的。", "the formula is empty.", "请写出公式。", "Write one.")
    if len(source.text) > MAX_CHARACTERS:
        raise _too_big(source.place(0), f"{len(source.text)} 个字符", f"{len(source.text)} characters", MAX_CHARACTERS)
    depth = 0
    for offset, character in enumerate(source.flat):
        if character in _FULL_WIDTH:
            raise _wrong_character(source.place(offset), character, _FULL_WIDTH[character])
        if character in "#;\\\0" or (ord(character) < 32):
            raise _wrong_character(source.place(offset), character, "")
        depth += (character == "(") - (character == ")")
        if depth > MAX_DEPTH:
            raise _too_deep(source.place(offset))


def _wrong_character(place: Place, character: str, instead: str) -> FormulaProblem:
    do = (f"请改用半角 {instead} 。", f"Type {instead} instead.") if instead.strip() else ("请删去。", "Remove it.")
    shown = character if character.isprintable() else repr(character)
    return problem("character", place, f"公式里不能用字符 {shown}。", f"the character {shown} has no place here.", *do)


def _too_big(place: Place, zh: str, en: str, limit: int) -> FormulaProblem:
    return problem(
        "too_big",
        place,
        f"公式有{zh}，上限是 {limit}。",
        f"the formula has {en}, the limit is {limit}.",
        "请把其中一部分声明为单独的变量。",
        "Declare a part of it as a variable of its own.",
    )


def _too_deep(place: Place) -> FormulaProblem:
    return problem(
        "too_deep",
        place,
        f"公式嵌套超过 {MAX_DEPTH} 层。",
        f"the formula is nested more than {MAX_DEPTH} deep.",
        "请把内层声明为单独的变量。",
        "Declare the inner part as a variable of its own.",
    )


def _read(source: _Source) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.flat, mode="eval").body
    except SyntaxError as error:
        raise _not_readable(source, error) from None
    except (RecursionError, MemoryError, ValueError):
        raise _too_deep(source.place(0)) from None


def _not_readable(source: _Source, error: SyntaxError) -> FormulaProblem:
    """What most probably happened, tried from the most to the least certain."""
    offset = min(max((error.offset or 1) - 1, 0), len(source.flat))
    found = _single_equals(source) or _unpaired(source, offset) or _broken_off(source)
    if found is not None:
        return found
    near = source.flat[offset : offset + 12] or source.flat[-12:]
    return problem(
        "syntax",
        source.place(offset),
        f"从“{near}”起读不懂这个公式。",
        f"the formula cannot be read from '{near}' on.",
        "请检查是否缺少或多余运算符、逗号。",
        "Look for a missing or surplus operator or comma.",
    )


def _single_equals(source: _Source) -> FormulaProblem | None:
    single = re.search(r"(?<![=!<>])=(?!=)", source.flat)
    if single is None:
        return None
    return problem(
        "syntax",
        source.place(single.start()),
        "一个等号不能用于公式。",
        "a single = has no place in a formula.",
        "比较相等写作 ==；只写等号右边的算式。",
        "Write == to compare; write only the right-hand side of an equation.",
    )


def _unpaired(source: _Source, offset: int) -> FormulaProblem | None:
    missing = source.flat.count("(") - source.flat.count(")")
    if missing == 0:
        return None
    side_zh, side_en = ("右", ")") if missing > 0 else ("左", "(")
    return problem(
        "syntax",
        source.place(len(source.flat) - 1 if missing > 0 else offset),
        f"括号不配对，少 {abs(missing)} 个{side_zh}括号。",
        f"the parentheses do not pair, {abs(missing)} '{side_en}' missing.",
        "请补上或删去括号。",
        "Add or remove a parenthesis.",
    )


def _broken_off(source: _Source) -> FormulaProblem | None:
    unfinished = _UNFINISHED.search(source.flat)
    if unfinished is None:
        return None
    return problem(
        "syntax",
        source.place(unfinished.start()),
        f"公式在“{unfinished.group()}”之后中断。",
        f"the formula breaks off after '{unfinished.group()}'.",
        "请写完，或删去末尾的运算符。",
        "Complete it, or remove what stands at its end.",
    )


class _Translator:
    def __init__(self, source: _Source) -> None:
        self.source = source
        self.nodes = 0

    def translate(self, node: ast.expr, depth: int) -> Expr:
        place = self.source.at(node)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _too_big(place, f"超过 {MAX_NODES} 个部分", f"more than {MAX_NODES} parts", MAX_NODES)
        if depth > MAX_DEPTH:
            raise _too_deep(place)
        match node:
            case ast.Constant():
                return self._constant(node, place)
            case ast.Name():
                return self._name(node.id, place)
            case ast.Call():
                return self._call(node, place, depth)
            case _:
                return self._operator(node, place, depth)

    def _operator(self, node: ast.expr, place: Place, depth: int) -> Expr:
        def inner(part: ast.expr) -> Expr:
            return self.translate(part, depth + 1)

        match node:
            case ast.BinOp() if type(node.op) in _BINARY:
                return syntax.Binary(_BINARY[type(node.op)], inner(node.left), inner(node.right), place)
            case ast.UnaryOp(op=ast.USub()):
                return syntax.Negative(inner(node.operand), place)
            case ast.UnaryOp(op=ast.Not()):
                return syntax.Not(inner(node.operand), place)
            case ast.BoolOp():
                operator = "and" if isinstance(node.op, ast.And) else "or"
                return syntax.Logic(operator, tuple(inner(part) for part in node.values), place)
            case ast.Compare():
                return self._compare(node, place, depth)
            case ast.IfExp():
                return syntax.Choice(inner(node.test), inner(node.body), inner(node.orelse), place)
            case ast.BinOp() | ast.UnaryOp():
                raise self._not_allowed(node, place, node.op)
            case _:
                raise self._not_allowed(node, place, node)

    def _compare(self, node: ast.Compare, place: Place, depth: int) -> Expr:
        for operator in node.ops:
            if type(operator) not in _COMPARE:
                raise self._not_allowed(node, place, operator)
        # In 0 <= x <= 9 the middle is translated twice, so that each comparison has its own nodes.
        sides: Sequence[ast.expr] = [node.left, *node.comparators]
        parts = tuple(
            syntax.Compare(
                _COMPARE[type(operator)],
                self.translate(sides[index], depth + 1),
                self.translate(sides[index + 1], depth + 1),
                self.source.at(sides[index]),
            )
            for index, operator in enumerate(node.ops)
        )
        return parts[0] if len(parts) == 1 else syntax.Logic("and", parts, place)

    def _constant(self, node: ast.Constant, place: Place) -> Expr:
        match node.value:
            case bool(value):
                return syntax.Truth(value, place)
            case int() | float():
                return syntax.Number(self._number(self.source.segment(node), place), place)
            case str(value) if value and "'" not in value and len(value) <= 100:
                return syntax.Word(value, place)
            case _:
                raise self._not_allowed(node, place, node)

    def _number(self, text: str, place: Place) -> Fraction:
        if not _NUMBER.match(text) or len(text.replace(".", "")) > MAX_NUMBER_DIGITS:
            raise problem(
                "number",
                place,
                f"数 {text} 的写法不能用。",
                f"the number {text} is not written as a plain decimal.",
                f"请写普通小数，如 1200 或 0.05，最多 {MAX_NUMBER_DIGITS} 位。",
                f"Write a plain decimal such as 1200 or 0.05, at most {MAX_NUMBER_DIGITS} digits.",
            )
        return Fraction(text)

    def _name(self, code: str, place: Place) -> Expr:
        if not _NAME.match(code):
            raise problem(
                "name",
                place,
                f"名称 {code} 不是代码。",
                f"the name {code} is not a code.",
                "请写小写英文代码，如 straw_rate；真假写作 True、False。",
                "Write a code in lower case such as straw_rate; truth values are True and False.",
            )
        return syntax.Name(code, place)

    def _call(self, node: ast.Call, place: Place, depth: int) -> Expr:
        if not isinstance(node.func, ast.Name):
            raise self._not_allowed(node, place, node)
        function = node.func.id
        signature = SIGNATURES.get(function)
        if signature is None:
            raise _unknown_function(function, place)
        if node.keywords or not signature.fits(len(node.args)):
            raise problem(
                "arguments",
                place,
                f"{function} 的参数不对，写法是 {signature.usage}。",
                f"{function} is not called like this; it is {signature.usage}.",
                f"这里写了 {len(node.args) + len(node.keywords)} 个参数。",
                f"Here it has {len(node.args) + len(node.keywords)} arguments.",
            )
        return syntax.Call(function, tuple(self.translate(part, depth + 1) for part in node.args), place)

    def _not_allowed(self, node: ast.expr, place: Place, part: ast.AST) -> FormulaProblem:
        text = self.source.segment(node)
        shown = text if len(text) <= 40 else f"{text[:37]}..."
        zh, en = _INSTEAD.get(type(part), _GENERAL)
        return problem(
            "not_allowed",
            place,
            f"公式语言没有这种写法：{shown}。",
            f"the language has no such thing: {shown}.",
            zh,
            en,
        )


def _unknown_function(function: str, place: Place) -> FormulaProblem:
    meant = nearest(function, SIGNATURES)
    all_names = ", ".join(sorted(SIGNATURES))
    return problem(
        "unknown_function",
        place,
        f"没有函数 {function}。",
        f"there is no function {function}.",
        f"您是否想写 {meant}？" if meant else f"可用的函数：{all_names}。",
        f"Did you mean {meant}?" if meant else f"The functions are {all_names}.",
    )
