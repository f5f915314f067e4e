"""Public figures in SDMX (ISO 17369), the format in which statistical offices exchange data: structures and data.

The structure has the dimensions FREQ, INDICATOR, AREA and TIME_PERIOD, the measure OBS_VALUE and the attributes UNIT,
BASIS and SIMULATED. Values are written digit by digit as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import (
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    ItemReference,
    Organisation,
    Role,
)
from pysdmx.model.message import Header

from lvheng.errors import Text
from lvheng.formula import Period, PeriodKind
from lvheng.indicators.explaining import BASES
from lvheng.indicators.opendata import OpenValue

AGENCY = "LVHENG"
STRUCTURE, FLOW, CONCEPTS = "DSD_INDICATORS", "DF_INDICATORS", "CS_INDICATORS"
VERSION = "1.0"
FREQUENCIES = {
    PeriodKind.YEAR: ("A", Text("年", "Annual")),
    PeriodKind.HALF: ("S", Text("半年", "Half-yearly")),
    PeriodKind.QUARTER: ("Q", Text("季", "Quarterly")),
    PeriodKind.MONTH: ("M", Text("月", "Monthly")),
    PeriodKind.DAY: ("D", Text("日", "Daily")),
}
_CONCEPTS = {
    "FREQ": Text("频度", "Frequency"),
    "INDICATOR": Text("指标", "Indicator"),
    "AREA": Text("地区", "Area"),
    "TIME_PERIOD": Text("期间", "Time period"),
    "OBS_VALUE": Text("数值", "Value"),
    "UNIT": Text("单位", "Unit of measure"),
    "BASIS": Text("依据", "How the value came about"),
    "SIMULATED": Text("是否模拟", "Whether the value is simulated"),
}
_NAMESPACES = {"com": "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common"}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Lists:
    """The code lists: names of indicators and areas by their codes."""

    indicators: Mapping[str, Text]
    areas: Mapping[str, Text]


def structure_message(lists: Lists, prepared: datetime) -> str:
    """SDMX-ML 3.0 with the data structure, its code lists and concepts, names in both languages."""
    codelists = _codelists(lists)
    structure = _structure(codelists)
    flow = Dataflow(id=FLOW, name="Indicators", agency=AGENCY, version=VERSION, structure=structure)
    concepts = ConceptScheme(
        id=CONCEPTS,
        name="Concepts of the indicators",
        agency=AGENCY,
        version=VERSION,
        items=[Concept(code, name=name.en) for code, name in _CONCEPTS.items()],
    )
    artefacts = [*codelists.values(), concepts, structure, flow]
    written = write_sdmx(artefacts, Format.STRUCTURE_SDMX_ML_3_0, header=_header("structure", prepared))
    return _with_chinese_names(written or "", lists)


def data_csv(values: Sequence[OpenValue]) -> str:
    """SDMX-CSV 2.0."""
    return _written(values, Format.DATA_SDMX_CSV_2_0_0)


def data_xml(values: Sequence[OpenValue], prepared: datetime) -> str:
    """SDMX-ML 3.0, structure specific."""
    return _written(values, Format.DATA_SDMX_ML_3_0, header=_header("data", prepared))


def time_period(period: Period) -> str:
    """The period as SDMX writes it: 2025, 2025-S1, 2025-Q3, 2025-07, 2025-07-31."""
    return period.code.replace("-H", "-S")


def _written(values: Iterable[OpenValue], written_as: Format, **options: Any) -> str:
    import pandas as pd
    from pysdmx.io.pd import PandasDataset

    rows = [_row(value) for value in values]
    columns = list(_CONCEPTS)
    # Columns of texts: as numbers they would lose the decimals with which they were published.
    frame = pd.DataFrame(rows, columns=columns, dtype="string[pyarrow]")
    data = PandasDataset(structure=_as_texts().to_schema(), data=frame)
    return write_sdmx([data], written_as, **options) or ""


def _row(value: OpenValue) -> tuple[str, ...]:
    return (
        FREQUENCIES[value.period.kind][0],
        value.indicator,
        value.area,
        time_period(value.period),
        f"{value.value:f}",
        value.unit,
        value.basis,
        "true" if value.simulated else "false",
    )


def _header(kind: str, prepared: datetime) -> Header:
    """The same data prepared at the same time are the same message."""
    return Header(id=f"{AGENCY}-{kind}-{prepared:%Y%m%d%H%M%S}", prepared=prepared, sender=Organisation(AGENCY))


def _codelists(lists: Lists) -> dict[str, Codelist]:
    named = {
        "FREQ": dict(FREQUENCIES.values()),
        "INDICATOR": lists.indicators,
        "AREA": lists.areas,
        "BASIS": BASES,
    }
    return {
        concept: Codelist(
            id=f"CL_{concept}",
            name=_CONCEPTS[concept].en,
            agency=AGENCY,
            version=VERSION,
            items=[Code(code, name=name.en or name.zh) for code, name in sorted(names.items())],
        )
        for concept, names in named.items()
    }


def _structure(codelists: Mapping[str, Codelist]) -> DataStructureDefinition:
    types = {
        "TIME_PERIOD": DataType.PERIOD,
        "OBS_VALUE": DataType.DECIMAL,
        "UNIT": DataType.STRING,
        "SIMULATED": DataType.BOOLEAN,
    }
    return _definition([_component(each, types.get(each), codelists.get(each)) for each in _CONCEPTS])


def _as_texts() -> DataStructureDefinition:
    return _definition([_component(each, DataType.STRING, None) for each in _CONCEPTS])


def _definition(components: Sequence[Component]) -> DataStructureDefinition:
    return DataStructureDefinition(
        id=STRUCTURE, name="Indicators", agency=AGENCY, version=VERSION, components=Components(components)
    )


def _component(concept: str, kind: DataType | None, codes: Codelist | None) -> Component:
    role = {"OBS_VALUE": Role.MEASURE, "UNIT": Role.ATTRIBUTE, "BASIS": Role.ATTRIBUTE, "SIMULATED": Role.ATTRIBUTE}
    urn = f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={AGENCY}:CL_{concept}({VERSION})"
    return Component(
        id=concept,
        required=concept not in role,
        role=role.get(concept, Role.DIMENSION),
        concept=ItemReference(sdmx_type="Concept", agency=AGENCY, id=CONCEPTS, version=VERSION, item_id=concept),
        local_dtype=kind,
        local_codes=codes,
        local_enum_ref=urn if codes else None,
        attachment_level="O" if role.get(concept) == Role.ATTRIBUTE else None,
    )


def _with_chinese_names(written: str, lists: Lists) -> str:
    """The writer knows one language. The Chinese name goes before the English one, as the standard allows."""
    names = {
        **dict(FREQUENCIES.values()),
        **BASES,
        **_CONCEPTS,
        **lists.indicators,
        **lists.areas,
    }
    root = etree.fromstring(written.encode())
    for english in root.iterfind(".//com:Name", _NAMESPACES):
        owner = english.getparent()
        name = names.get(owner.get("id", "")) if owner is not None else None
        if owner is None or name is None:
            continue
        chinese = etree.Element(english.tag, {_LANGUAGE: "zh"})
        chinese.text, chinese.tail = name.zh, english.tail
        owner.insert(owner.index(english), chinese)
    return str(etree.tostring(root, encoding="UTF-8", xml_declaration=True), "utf-8")
