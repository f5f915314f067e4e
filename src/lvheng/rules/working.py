"""What all work on handed-in tables shares: keeping the file, claiming the job, telling how far it is, what failed."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from datetime import timedelta
from pathlib import PurePath
from typing import Any, TypeVar

from django.core.files.base import File
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.rules.bulk_progress import Progress
from lvheng.rules.models import Work

logger = logging.getLogger(__name__)

FILE_TYPES = (".csv", ".xlsx", ".parquet")
LIMIT_BYTES = 200 * 2**20
SILENT_AFTER = timedelta(seconds=60)
_EVERY_S = 0.5
W = TypeVar("W", bound=Work)
R = TypeVar("R")


def new(model: type[W], acting: Acting, **values: Any) -> W:
    """Unsaved work of somebody, as of now."""
    now = timezone.now()
    return model(
        appointment=acting.appointment,
        handed_in_by=acting.person,
        handed_in_at=now,
        sign_of_life_at=now,
        **values,
    )


def refuse_unusable(file: File[bytes]) -> None:
    """InputProblem for a table of another type, without content, or too large."""
    name = file.name or ""
    if PurePath(name).suffix.lower() not in FILE_TYPES:
        raise InputProblem(
            "unsupported_type",
            Text(
                "只能读取 CSV、Excel（.xlsx）和 Parquet 表格。",
                "only CSV, Excel (.xlsx) and Parquet tables can be read.",
            ),
            where="file",
            to_do=Text("请另存为 .csv、.xlsx 或 .parquet。", "Save it as .csv, .xlsx or .parquet."),
        )
    if not file.size:
        what = Text("表格是空的。", "the table is empty.")
        raise InputProblem("empty_table", what, "file", Text("请交有内容的表格。", "Hand in one that has rows."))
    if file.size > LIMIT_BYTES:
        limit = LIMIT_BYTES // 2**20
        what = Text(f"表格超过 {limit} MB。", f"the table is larger than {limit} MB.")
        to_do = Text(
            "请用 lvheng apply 在本机计算，或分成几份。", "Use `lvheng apply` on a machine, or hand it in in parts."
        )
        raise InputProblem("too_large", what, "file", to_do)


def keep_file(work: Work, file: File[bytes]) -> None:
    """Keep the table under the name of its content: nothing that a person typed becomes part of a path."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    work.sha256, work.size_bytes = digest.hexdigest(), file.size
    work.file_name = PurePath(file.name or "").name[-200:]
    file.seek(0)
    work.file.save(f"{work.sha256}{PurePath(work.file_name).suffix.lower()}", file, save=False)


def is_silent(work: Work) -> bool:
    """Whether a worker that should be at work has not been heard for a minute."""
    return work.is_waited_for and timezone.now() - work.sign_of_life_at > SILENT_AFTER


def work_on(model: type[W], pk: int, do: Callable[[W], dict[str, Any]]) -> bool:
    """Claim the work, so that a job that runs twice works once, do it, and keep what came of it.

    ``do`` gives the fields to keep. What stops it is kept for the page. Returns False if there was nothing to do.
    """
    waiting = model._default_manager.filter(pk=pk, stage=Work.Stage.WAITING)
    if not waiting.update(stage=Work.Stage.WORKING, sign_of_life_at=timezone.now()):
        return False
    work = model._default_manager.get(pk=pk)
    try:
        changes = do(work)
    except (Problem, Problems) as error:
        _end(work, Work.Stage.FAILED, problems=_told(error.problems if isinstance(error, Problems) else (error,)))
    except Exception:
        logger.exception("%s %s was not completed", model.__name__, pk)
        what = Text("程序出错，没有完成。", "The program failed; it was not completed.")
        to_do = Text("请再试一次；仍不行时告诉管理员。", "Try again; if it fails again, tell the administrator.")
        _end(work, Work.Stage.FAILED, problems=_told([Problem("failed", what, to_do=to_do)]))
        raise
    else:
        _end(work, Work.Stage.DONE, percent=100, **changes)
    return True


def while_telling(work: Work, do: Callable[[Progress], R], begin: int = 0, end: int = 100) -> R:
    """Do something that tells its share done; meanwhile the work's ``percent`` moves from ``begin`` to ``end``."""
    shares = [0.0]
    # The database is asked from this thread only; what computes needs none.
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(do, lambda share: shares.append(share))
        while True:
            try:
                return future.result(timeout=_EVERY_S)
            except NotYet:
                percent = begin + int((end - begin) * min(1.0, shares[-1]))
                rows = type(work)._default_manager.filter(pk=work.pk)
                rows.update(percent=percent, sign_of_life_at=timezone.now())


def _end(work: Work, stage: Work.Stage, **changes: Any) -> None:
    now = timezone.now()
    rows = type(work)._default_manager.filter(pk=work.pk, stage=Work.Stage.WORKING)
    rows.update(stage=stage, finished_at=now, sign_of_life_at=now, **changes)


def _told(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [
        {
            "where": each.where,
            "what": {"zh": each.what.zh, "en": each.what.en},
            "to_do": {"zh": each.to_do.zh, "en": each.to_do.en} if each.to_do else None,
        }
        for each in problems
    ]
