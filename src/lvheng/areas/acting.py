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


@dataclass(frozen=True)
class Post:
    """Who may do a thing: those who act for one of ``organisations``, except the people whom it bars.

    Both hold primary keys. Whoever wrote something does not approve it: the writer is barred (four eyes).
    """

    organisations: frozenset[int]
    barred: frozenset[int] = frozenset()

    def admits(self, acting: Acting) -> bool:
        """Whether somebody may do it as far as their organisation and person are concerned."""
        organisation, person = acting.organisation, acting.person
        if organisation is None or person is None:
            return False
        return organisation.pk in self.organisations and person.pk not in self.barred


ANONYMOUS = Acting()
