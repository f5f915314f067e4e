"""Reading: how fast a document becomes a structured plan, and how many findings of a general tool are no targets.

The number is for the person who uploads a plan and waits for the review page. It is the time to read a document of ten
thousand characters once the program runs (structure, targets, tasks, responsibilities, citations, mentions), beside the
time that JioNLP takes to extract times and amounts of money from the same text in the same run. The second table reads
documents whose targets are known: how many findings of each tool lie in no target.

JioNLP is a general tool that was not made for plans and finds less (no percentages, areas or counts): its time is that
of less work. All times are processor time of one thread, so that other work on the machine matters little; they may not
be compared between machines, nor the counts with those for other documents.
"""

from __future__ import annotations

import io
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from lvheng.documents import Reading, read_bytes, read_text

SHARED = Path(__file__).resolve().parents[2] / "shared"
TEN_THOUSAND = 10_000
PDF_PAGES = 100
REPEATS = 5

HEAD = """某市人民政府关于印发绿色发展实施方案的通知
某政发〔2022〕8号
各县区人民政府，市政府各部门：
现将方案印发给你们，请认真贯彻执行。
某市人民政府
2022年3月1日
绿色发展实施方案
"""
# Each paragraph holds four targets and, besides them, a past value, a threshold, a size, a campaign and a payment.
PARAGRAPH = (
    "（{number}）推进第{number}项重点工作。2020年全市处理率达到8{digit}.5%，已建成设施1{digit}座，完成投资{digit}0亿元。"
    "到2025年，污水集中处理率达到9{digit}%以上，单位产值能耗比2020年下降1{digit}.5%，新建污水管网{digit}20公里，"
    "培育绿色工厂{digit}0家左右。对年综合能源消费量5000吨标准煤以上的企业开展三年行动，推进总投资{digit}8亿元的项目建设，"
    "一次性给予{digit}0万元奖励。鼓励企业开展绿色设计，严格执行《节约能源条例》，完善长效管理机制，加强宣传引导。"
    "（市发展改革委牵头，市财政局、各县区政府配合）\n"
)
TARGETS_A_PARAGRAPH = 4
NUMERALS = "一二三四五六七八九"


def made_document(characters: int) -> tuple[str, int]:
    """A plan of our own of about this length and the number of its targets."""
    paragraphs: list[str] = []
    length = len(HEAD)
    while length < characters:
        index = len(paragraphs)
        section = f"{NUMERALS[index // 9 % 9]}、重点任务\n" if index % 9 == 0 else ""
        paragraphs.append(section + PARAGRAPH.format(number=NUMERALS[index % 9], digit=index % 9 + 1))
        length += len(paragraphs[-1])
    return HEAD + "".join(paragraphs), len(paragraphs) * TARGETS_A_PARAGRAPH


def run() -> dict[str, Any]:
    """Measure, print the tables, return the line of JSON as a dictionary (times in seconds)."""
    peer = _peer()
    text = _ten_thousand_characters()
    seconds = _best_time(lambda: read_text(text))
    peer_seconds = _best_time(lambda: peer(text))
    growth = {f"{factor}x": _best_time(lambda factor=factor: read_text(_longer(factor))) for factor in (1, 2, 4)}
    pdf_seconds = _pdf_seconds()
    _print_times(len(text), seconds, peer_seconds, growth, pdf_seconds)
    _print_findings(peer)
    return {
        "bench": "reading",
        "work": f"structure, targets, tasks and responsibilities of {len(text)} characters",
        "seconds": round(seconds, 4),
        "peer": "JioNLP 1.5.31 extract_time + extract_money",
        "peer_seconds": round(peer_seconds, 4),
        "ratio": round(peer_seconds / seconds, 2),
        "max_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "growth": {name: round(value, 4) for name, value in growth.items()},
    }


def _peer() -> Callable[[str], list[tuple[int, int]]]:
    """JioNLP's extraction as a function from a text to the spans of what it finds."""
    import jionlp

    def spans(text: str) -> list[tuple[int, int]]:
        found = [
            *jionlp.ner.extract_time(text, with_parsing=False),
            *jionlp.ner.extract_money(text, with_parsing=False),
        ]
        return [tuple(entity["offset"]) for entity in found]

    spans(HEAD)  # its dictionaries are loaded on first use
    return spans


def _ten_thousand_characters() -> str:
    """The plan of the shared folder where it is present, repeated to the length; else one of our own."""
    path = SHARED / "plan" / "linxia.txt"
    text = path.read_text(encoding="utf-8") if path.exists() else made_document(TEN_THOUSAND)[0]
    return (text * (TEN_THOUSAND // len(text) + 1))[:TEN_THOUSAND]


def _longer(factor: int) -> str:
    return made_document(factor * TEN_THOUSAND)[0]


def _best_time(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def _pdf_seconds() -> float:
    data = _pdf()
    started = time.process_time()
    read_bytes(data, "plan.pdf")
    return time.process_time() - started


def _pdf() -> bytes:
    """A PDF of a hundred pages of our own text, 30 lines of 30 characters each."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    text = made_document(PDF_PAGES * 1000)[0].replace("\n", "")
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(PDF_PAGES):
        canvas.setFont("STSong-Light", 14)
        for row in range(30):
            start = (page * 30 + row) * 30
            canvas.drawString(80, 780 - row * 24, text[start : start + 30])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _print_times(
    characters: int, seconds: float, peer_seconds: float, growth: dict[str, float], pdf_seconds: float
) -> None:
    table = Table(title="Time to read, after start-up")
    for column in ("work", "seconds", "promised"):
        table.add_column(column, justify="left" if column == "work" else "right")
    table.add_row(f"{characters} characters, everything", f"{seconds:.3f}", "< 0.5")
    table.add_row(f"{characters} characters, JioNLP: times and money only", f"{peer_seconds:.3f}", "")
    for name, value in growth.items():
        table.add_row(f"made document of {name} {TEN_THOUSAND} characters", f"{value:.3f}", "")
    table.add_row(f"PDF of {PDF_PAGES} pages", f"{pdf_seconds:.2f}", "< 15")
    Console().print(table)


def _print_findings(peer: Callable[[str], list[tuple[int, int]]]) -> None:
    table = Table(title="Findings that lie in no target (known answers)")
    for column in ("document", "targets", "found", "false", "JioNLP found", "JioNLP false"):
        table.add_column(column, justify="left" if column == "document" else "right")
    for name, reading, quotes, count in _answered():
        spans = _spans_of(reading.text, quotes)
        ours = [target for target in reading.targets if target.value is not None]
        wrong = sum(1 for target in ours if not _touches((target.start, target.end), spans))
        general = peer(reading.text)
        general_wrong = sum(1 for span in general if not _touches(span, spans))
        table.add_row(name, str(count), str(len(ours)), str(wrong), str(len(general)), str(general_wrong))
    Console().print(table)


def _answered() -> list[tuple[str, Reading, list[str], int]]:
    """Documents with the quotes of their targets: our own, and the answered ones of the shared folder."""
    text, count = made_document(TEN_THOUSAND)
    reading = read_text(text)
    known = ("污水集中处理率达到9", "单位产值能耗比2020年下降", "新建污水管网", "培育绿色工厂")
    answered = [("made", reading, [quote for quote in known for _ in range(count // TARGETS_A_PARAGRAPH)], count)]
    for answer, document in (("plan/linxia.gold.json", "plan/linxia.txt"), (*_GANSU,)):
        if (SHARED / answer).exists():
            gold = json.loads((SHARED / answer).read_text(encoding="utf-8"))["targets"]
            data = (SHARED / document).read_bytes()
            quotes = [_squeezed(target["quote"]) for target in gold]
            answered.append((document, read_bytes(data, document), quotes, len(gold)))
    return answered


_GANSU = ("policies/gansu_2021_62.gold.json", "policies/gansu_2021_62.pdf")


def _squeezed(quote: str) -> str:
    """A quote in the clean spelling of the reader's text."""
    from lvheng.documents.characters import unify_punctuation, unify_width

    return unify_punctuation(unify_width(quote))


def _spans_of(text: str, quotes: list[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position = dict.fromkeys(quotes, 0)
    for quote in quotes:
        start = text.find(quote, position[quote])
        if start >= 0:
            spans.append((start, start + len(quote)))
            position[quote] = start + 1
    return spans


def _touches(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in spans)


if __name__ == "__main__":
    result = run()
    print(json.dumps(result, ensure_ascii=False))
