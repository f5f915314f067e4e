"""What is measured and reported. Today: measurement series of air monitors, imported from public files.

:func:`import_file` takes a CSV file in; :class:`Store` is where the values lie; see docs/rooms/statistics.md.
"""

from lvheng.statistics.importing import Options, Report, import_file
from lvheng.statistics.layouts import LAYOUTS, Layout, recognise
from lvheng.statistics.series import POLLUTANTS, VALUE_TYPE, Resolution, pollutant_of
from lvheng.statistics.sites import Register, Site
from lvheng.statistics.storage import Merged, Store, connect
from lvheng.statistics.validity import FLAGS, valid_flags

__all__ = [
    "FLAGS",
    "LAYOUTS",
    "POLLUTANTS",
    "VALUE_TYPE",
    "Layout",
    "Merged",
    "Options",
    "Register",
    "Report",
    "Resolution",
    "Site",
    "Store",
    "connect",
    "import_file",
    "pollutant_of",
    "recognise",
    "valid_flags",
]
