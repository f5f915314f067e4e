"""Files of cases: all are checked before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from lvheng.cases.file_store import keep
from lvheng.cases.files import Checked, check_file
from lvheng.cases.models import Attachment, Case, Event
from lvheng.errors import InputProblem, Problem, Text

MAX_FILES = 20


def read_files(files: Sequence[tuple[str, bytes]], problems: list[Problem]) -> list[Checked]:
    """The files that may be kept; what is wrong with the others is added to ``problems``."""
    checked: list[Checked] = []
    if len(files) > MAX_FILES:
        what = Text(f"一次最多{MAX_FILES}个文件。", f"At most {MAX_FILES} files at a time.")
        problems.append(InputProblem("too_many_files", what, where="files"))
        return checked
    for name, content in files:
        try:
            checked.append(check_file(name, content))
        except InputProblem as problem:
            problems.append(InputProblem(problem.code, problem.what, "files", problem.to_do))
    return checked


def file_away(case: Case, event: Event, checked: Sequence[Checked]) -> None:
    """Keep the files with the event that brought them."""
    for each in checked:
        Attachment.objects.create(
            case=case,
            event=event,
            name=each.name[:200],
            media_type=each.media_type,
            sha256=keep(each),
            size_bytes=len(each.content),
            cleaned=each.cleaned,
            simulated=case.simulated,
        )
    case.files_count += len(checked)
