"""The empty .docx of the standard: page, grid, styles, page numbers; and the one way in which packages are zipped.

Written as WordprocessingML, part by part, so that nothing of an editor's own defaults slips in and the same content
gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from lvheng.reports import layout
from lvheng.reports.layout import INSTEAD, ROLES, Font, Role, mm_twips, twips

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Archives cannot tell an earlier day; every file of every document has this one.
_EPOCH = (1980, 1, 1, 0, 0, 0)
MAIN = "word/document.xml"
_PARTS = (("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable"), ("footer1", "footer"),
          ("footer2", "footer"))  # fmt: skip


def package(body: str) -> bytes:
    """A .docx whose body is the given WordprocessingML (paragraphs and tables)."""
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            [("rId1", "officeDocument", MAIN)],
            [("rId2", "metadata/core-properties", "docProps/core.xml")],
        ),
        "docProps/core.xml": _core(),
        "word/_rels/document.xml.rels": _relations(
            [(f"rId{place}", kind, f"{name}.xml") for place, (name, kind) in enumerate(_PARTS, 1)]
        ),
        MAIN: f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}{_section()}</w:body></w:document>',
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
    }
    return zipped({name: text.encode() for name, text in files.items()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a package, always the same bytes for the same content."""
    out = io.BytesIO()
    first = "[Content_Types].xml"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files, key=lambda each: (each != first, each)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def zipped_again(content: bytes) -> bytes:
    """A package as another program wrote it, in the order and with the times of :func:`zipped`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def paragraph(role: Role, text: str) -> str:
    """A paragraph of a kind. A tabulator in the text goes to the right edge."""
    runs = "<w:r><w:tab/></w:r>".join(_run(part) for part in text.split("\t"))
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style_id(role))}/></w:pPr>{runs}</w:p>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def style_id(role: Role) -> str:
    """The identifier of a role's style."""
    return "Gw" + role.code.title().replace("_", "")


def _content_types() -> str:
    parts = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>' for name, kind in _PARTS)
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/{MAIN}" ContentType="{_TYPE}document.main+xml"/>{parts}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(office: list[tuple[str, str, str]], package_level: list[tuple[str, str, str]] | None = None) -> str:
    rows = [(key, f"{_R}/{kind}", target) for key, kind, target in office]
    base = "http://schemas.openxmlformats.org/package/2006/relationships"
    rows += [(key, f"{base}/{kind}", target) for key, kind, target in package_level or ()]
    written = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows)
    return f'{_HEAD}<Relationships xmlns="{base}">{written}</Relationships>'


def _core() -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title></dc:title><dc:creator></dc:creator>'
        "</cp:coreProperties>"
    )


def _section() -> str:
    """A4 with the text area of the standard, and the grid of 22 lines by 28 characters."""
    right = layout.PAGE_WIDTH - layout.LEFT - layout.TEXT_WIDTH
    bottom = layout.PAGE_HEIGHT - layout.TOP - layout.TEXT_HEIGHT
    footer = mm_twips(bottom - layout.PAGE_NUMBER_BELOW) - twips(20)
    narrower = round((layout.CHARACTER_PITCH - layout.BODY_SIZE) * 4096)
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
        f'<w:pgSz w:w="{mm_twips(layout.PAGE_WIDTH)}" w:h="{mm_twips(layout.PAGE_HEIGHT)}"/>'
        f'<w:pgMar w:top="{mm_twips(layout.TOP)}" w:right="{mm_twips(right)}" w:bottom="{mm_twips(bottom)}" '
        f'w:left="{mm_twips(layout.LEFT)}" w:header="851" w:footer="{footer}" w:gutter="0"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{int(layout.LINE_PITCH * 20)}" w:charSpace="{narrower}"/>'
        "</w:sectPr>"
    )


def _styles() -> str:
    usual = _run_properties(Font.FANGSONG, Decimal(layout.BODY_SIZE), "")
    roles = "".join(map(_style, ROLES))
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault>{usual}</w:rPrDefault><w:pPrDefault/>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr>{usual}</w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        f'<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>{roles}</w:styles>'
    )


def _style(role: Role) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(role)}"><w:name w:val="{role.name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>{_paragraph_properties(role)}'
        f"{_run_properties(role.font, role.size, role.colour)}</w:style>"
    )


def _paragraph_properties(role: Role) -> str:
    """In the order that the schema asks for."""
    parts = ["<w:keepNext/>"] if role.keep_next else []
    parts += ["<w:pageBreakBefore/>"] if role.new_page else []
    parts += ['<w:widowControl w:val="0"/>', _border(role), _tabs(role), _spacing(role), _indent(role)]
    align = "both" if role.align == "justify" else role.align
    parts.append(f'<w:jc w:val="{align}"/>')
    if role.level:
        parts.append(f'<w:outlineLvl w:val="{role.level - 1}"/>')
    return f"<w:pPr>{''.join(parts)}</w:pPr>"


def _border(role: Role) -> str:
    """The red line below the number."""
    if role.code != "number":
        return ""
    space = round(layout.RED_LINE_BELOW * layout.POINTS_PER_MM)
    return f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="{space}" w:color="{layout.RED}"/></w:pBdr>'


def _tabs(role: Role) -> str:
    """For the number with the person who signs (签发人), and the line that says who printed."""
    if role.code not in ("number", "printed"):
        return ""
    edge = mm_twips(layout.TEXT_WIDTH) - role.right * twips(role.size)
    return f'<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>'


def _spacing(role: Role) -> str:
    before = role.before * twips(layout.LINE_PITCH)
    if role.code == "mark":
        before = mm_twips(layout.MARK_BELOW)
    if role.pitch is None:
        return f'<w:spacing w:before="{before or 120}" w:after="0" w:line="240" w:lineRule="auto"/>'
    return f'<w:spacing w:before="{before}" w:after="0" w:line="{int(role.pitch * 20)}" w:lineRule="exact"/>'


def _indent(role: Role) -> str:
    """In characters, which follow a change of the size, and in twips for editors that do not know characters."""
    wide = twips(role.size)
    parts = []
    if role.left:
        parts.append(f'w:leftChars="{role.left * 100}" w:left="{role.left * wide}"')
    if role.right:
        parts.append(f'w:rightChars="{role.right * 100}" w:right="{role.right * wide}"')
    if role.first > 0:
        parts.append(f'w:firstLineChars="{role.first * 100}" w:firstLine="{role.first * wide}"')
    if role.first < 0:
        parts.append(f'w:hangingChars="{-role.first * 100}" w:hanging="{-role.first * wide}"')
    return f"<w:ind {' '.join(parts)}/>" if parts else ""


def _run_properties(font: Font, size: Decimal, colour: str) -> str:
    shown = f'<w:color w:val="{colour}"/>' if colour else ""
    half_points = int(size * 2)
    return (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="Times New Roman"/>{shown}'
        f'<w:kern w:val="0"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    )


def _settings() -> str:
    return (
        f'{_HEAD}<w:settings xmlns:w="{_W}"><w:evenAndOddHeaders/>'
        '<w:drawingGridVerticalSpacing w:val="289"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _fonts() -> str:
    """What an editor may take instead of a typeface that it does not have."""
    rows = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{INSTEAD[font][0]}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for font in Font
    )
    return f'{_HEAD}<w:fonts xmlns:w="{_W}">{rows}</w:fonts>'


def _footer(side: str) -> str:
    """“— 1 —”, one character from the outer edge: right on odd pages, left on even ones."""
    properties = _run_properties(Font.SONG, Decimal(14), "")
    indent = "right" if side == "right" else "left"
    field = "".join(
        f'<w:r>{properties}<w:fldChar w:fldCharType="{kind}"/></w:r>'
        if kind != "instr"
        else f'<w:r>{properties}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        for kind in ("begin", "instr", "separate")
    )
    return (
        f'{_HEAD}<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:ind w:{indent}="280"/><w:jc w:val="{side}"/></w:pPr>'
        f"<w:r>{properties}<w:t>— </w:t></w:r>{field}<w:r>{properties}<w:t>1</w:t></w:r>"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r><w:r>{properties}<w:t> —</w:t></w:r></w:p></w:ftr>'
    )
