"""In what capacity somebody uses the program at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lvheng.areas.models import Appointment, Organisation, Person


@dataclass(frozen=True)
class Acting:
    """A person with the appointment that they chose; without a person, an anonymous reader.

    ``role`` is a value of ``areas.models.Role``. Whoever is signed in without an appointment acts as a citizen,
    for no organisation.
    """

    person: Person | None = None
    organisation: Organisation | None = None
    role: str | None = None
    appointment: Appointment | None = None
    # How this session was authenticated; a second factor that was set up elsewhere does not count here.
    has_second_factor: bool = False
    # The other appointments that this person may change to.
    others: tuple[Appointment, ...] = ()

    @property
    def is_anonymous(self) -> bool:
        """True for a reader who has not signed in."""
        return self.person is None


ANONYMOUS = Acting()
