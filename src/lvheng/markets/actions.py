"""Every write of this room. Pages, the API, jobs and the simulation call these and nothing else."""

from lvheng.markets.admitting import Admission, admit, suspend
from lvheng.markets.asking import Wanted
from lvheng.markets.bilateral import accept, post_listing, propose
from lvheng.markets.consents import decide_consent, lapse_due, record_delivery
from lvheng.markets.placing import place, place_many
from lvheng.markets.points import earn, expire_points
from lvheng.markets.redeeming import end_offer, give_back, hand_over, make_offer, redeem, return_due
from lvheng.markets.sessions import Announcement, announce, cancel_session, close_session, open_session
from lvheng.markets.surveillance import decide_flag
from lvheng.markets.withdrawing import cancel, expire_orders

__all__ = [
    "Admission",
    "Announcement",
    "Wanted",
    "accept",
    "admit",
    "announce",
    "cancel",
    "cancel_session",
    "close_session",
    "decide_consent",
    "decide_flag",
    "earn",
    "end_offer",
    "expire_orders",
    "expire_points",
    "give_back",
    "hand_over",
    "lapse_due",
    "make_offer",
    "open_session",
    "place",
    "place_many",
    "post_listing",
    "propose",
    "record_delivery",
    "redeem",
    "return_due",
    "suspend",
]
