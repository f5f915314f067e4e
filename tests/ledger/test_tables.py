"""Reservations and limits, as tables: what is done, then what each account has (available+reserved)."""

from __future__ import annotations

from tests.ledger.tables import play


def test_it_moves_what_is_there_and_not_more(book):
    play(
        book,
        """
        发行 → 甲 100                      | 甲 100, 乙 0
        甲 → 乙 60                         | 甲 40, 乙 60
        甲 → 乙 41      ! InsufficientFunds | 甲 40, 乙 60
        甲 → 乙 40                         | 甲 0, 乙 100
        甲 → 乙 1       ! InsufficientFunds | 甲 0
        """,
    )


def test_it_takes_a_batch_as_one_moment(book):
    play(
        book,
        """
        发行 → 甲 100 ; 甲 → 乙 100 ; 乙 → 丙 40              | 甲 0, 乙 60, 丙 40
        乙 → 甲 60 ; 丙 → 乙 41            ! InsufficientFunds | 甲 0, 乙 60, 丙 40
        甲 → 乙 50 ; 乙 → 甲 50                               | 甲 0, 乙 60
        """,
    )


def test_it_sets_aside_posts_in_parts_and_releases_the_rest(book):
    play(
        book,
        """
        发行 → 甲 100             | 甲 100
        甲 → 乙 70 锁定 a         | 甲 30+70, 乙 0
        甲 → 丙 31                ! InsufficientFunds | 甲 30+70
        划转 a 20                 | 甲 30+50, 乙 20
        划转 a 51                 ! ExceedsReservation | 甲 30+50, 乙 20
        划转 a 30                 | 甲 30+20, 乙 50
        解除 a                    | 甲 50, 乙 50
        划转 a 1                  ! AlreadyPosted | 甲 50
        解除 a                    ! AlreadyPosted | 甲 50
        """,
    )


def test_it_posts_all_that_remains_where_no_amount_is_said(book):
    play(
        book,
        """
        发行 → 甲 100 ; 甲 → 乙 70 锁定 a        | 甲 30+70
        划转 a 20                               | 甲 30+50, 乙 20
        划转 a                                  | 甲 30, 乙 70
        """,
    )


def test_it_settles_a_trade_in_one_batch(book):
    play(
        book,
        """
        发行 → 甲 100 ; 甲 → 丙 80 锁定 a                        | 甲 20+80
        划转 a 50 ; 解除 a ; 丙 → 乙 50                          | 甲 50, 乙 50, 丙 0
        甲 → 丙 50 锁定 b ; 划转 b 10 ; 丙 → 乙 10               | 甲 0+40, 乙 60, 丙 0
        划转 b 20 ; 丙 → 乙 21          ! InsufficientFunds      | 甲 0+40, 乙 60, 丙 0
        划转 b 30 ; 划转 b 11           ! ExceedsReservation     | 甲 0+40
        """,
    )


def test_it_refuses_to_post_after_the_time_is_over_but_releases(book):
    play(
        book,
        """
        发行 → 甲 100 ; 甲 → 乙 40 锁定 a 至 +3600 ; 甲 → 乙 50 锁定 b 至 -1  | 甲 10+90
        划转 b                                  ! Expired                    | 甲 10+90
        划转 a                                                              | 甲 10+50, 乙 40
        解除 b                                                              | 甲 60, 乙 40
        """,
    )
