"""Writers at the same moment, each in a transaction of its own."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from lvheng.audit.actions import record
from lvheng.audit.models import Entry
from lvheng.audit.queries import check_chain


def write():
    return record(None, "plan.adopt", "plan", 7, "方案", {})


def test_people_who_write_at_the_same_time_keep_one_chain(committed):
    start = threading.Barrier(4)

    def work():
        try:
            start.wait(10)
            for _ in range(10):
                with transaction.atomic():
                    write()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert check_chain().broken is None
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 41))


def test_it_refuses_to_record_outside_the_transaction_of_the_write(committed):
    with pytest.raises(RuntimeError, match="transaction"):
        write()
