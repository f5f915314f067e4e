"""Makes small files of every kind that the reader takes, and broken ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

PAGE_WIDTH, PAGE_HEIGHT, MARGIN, SIZE, LEADING = 595, 842, 80, 14, 24
COLUMNS = 30

PLAN = """青川市人民政府
关于印发青川市绿色发展实施方案的通知
青政发〔2022〕18号
各县（市、区）人民政府，市政府各部门、各直属机构：
《青川市绿色发展实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。
青川市人民政府
2022年3月15日
青川市绿色发展实施方案
为贯彻落实《国务院关于加快建立健全绿色低碳循环发展经济体系的指导意见》（国发〔2021〕4号），结合我市实际，制定本方案。
一、总体目标
到2025年，全市单位地区生产总值能耗比2020年下降13.5%，森林覆盖率达到46%以上，城市空气质量优良天数比率稳定在90%左右。
二、重点任务
（一）推进工业绿色升级。到2025年，建成绿色工厂30家以上、绿色园区5个。鼓励企业开展绿色设计。（市工业和信息化局牵头，市生态环境局配合）
（二）加快农业绿色发展。推进秸秆综合利用，到2025年，秸秆综合利用率、农膜回收率分别达到92%和85%以上。（责任单位：市农业农村局、各县（市、区）人民政府）
三、组织保障
（三）加强组织领导。各县（市、区）、各部门要压实责任，加强督促落实。
附件：青川市绿色发展重点任务分工表"""


def paragraphs() -> list[str]:
    return PLAN.split("\n")


def wrapped(columns: int = COLUMNS) -> list[list[str]]:
    """Each paragraph cut into lines as wide as ``columns`` Chinese characters, the first one indented by two."""
    result = []
    for paragraph in paragraphs():
        lines = ["　　" if _width(paragraph) > columns - 2 else ""]
        for char in paragraph:
            if _width(lines[-1] + char) > columns:
                lines.append("")
            lines[-1] += char
        result.append(lines)
    return result


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in text)


def pdf(pages: Sequence[Sequence[str]], head: str = "", numbers: bool = False, password: str = "") -> bytes:
    """A PDF with the lines of each page, a running head and page numbers if asked for."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password) if password else None)
    for number, lines in enumerate(pages, 1):
        canvas.setFont("STSong-Light", 9)
        if head:
            canvas.drawString(MARGIN, PAGE_HEIGHT - 40, head)
        if numbers:
            canvas.drawCentredString(PAGE_WIDTH / 2, 40, f"— {number} —")
        canvas.setFont("STSong-Light", SIZE)
        for row, line in enumerate(lines):
            indent = len(line) - len(line.lstrip("　"))
            canvas.drawString(MARGIN + indent * SIZE, PAGE_HEIGHT - 90 - row * LEADING, line.lstrip("　"))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def plan_pdf(**options: object) -> bytes:
    """The plan as a PDF with hard line wraps."""
    lines = [line for paragraph in wrapped() for line in paragraph]
    pages = [lines[i : i + 9] for i in range(0, len(lines), 9)]
    return pdf(pages, **options)  # type: ignore[arg-type]


def scan_pdf() -> bytes:
    """A PDF whose only page is a picture."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(Image.new("RGB", (200, 280), (240, 240, 240))), 50, 50, 500, 700)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def word(lines: Sequence[str]) -> bytes:
    """A .docx with one paragraph a line."""
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def html(lines: Sequence[str], charset: str = "utf-8") -> bytes:
    """A web page as a government site serves it: navigation, scripts and a footer around the text."""
    body = "\n".join(f"<p style='text-indent:2em'>{line}</p>" for line in lines)
    page = f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>文件_青川市人民政府</title>
<style>p {{ margin: 0 }}</style><script>var n = "到2025年达到99%";</script></head>
<body><div class="header"><a href="/">首页</a><a href="/zw">政务公开</a></div>
<nav><ul><li><a href="/a">要闻动态2022年增长9%</a></li></ul></nav>
<div id="content"><div class="article">{body}</div></div>
<div class="footer">主办：青川市人民政府办公室 备案号12345678</div></body></html>"""
    return page.encode("gb18030" if charset.startswith("gb") else charset)


def archive(**members: bytes) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in members.items():
            packed.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def table_pdf(heading: str, rows: Sequence[Sequence[str]], columns: Sequence[int]) -> bytes:
    """A PDF with a heading and a table whose cells begin at ``columns`` (points from the left)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(104, 780, heading)
    for number, row in enumerate(rows):
        for left, cell in zip(columns, row, strict=True):
            canvas.drawString(left, 750 - number * LEADING, cell)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def gazette_pdf(lines: Sequence[str]) -> bytes:
    """A page in two columns, as layout programs write it: one column after the other."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 10)
    half = (len(lines) + 1) // 2
    for row, line in enumerate(lines):
        indent = len(line) - len(line.lstrip("　"))
        x, y = 50 + 260 * (row // half), PAGE_HEIGHT - 90 - 16 * (row % half)
        canvas.drawString(x + indent * 10, y, line.lstrip("　"))
    canvas.save()
    return out.getvalue()
