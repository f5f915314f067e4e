"""绿衡 Lüheng: runs a government's green, low-carbon, circular economy plan as software."""

__version__ = "0.1.0"
