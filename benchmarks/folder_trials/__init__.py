"""The trials behind `folder.py`: each makes a folder, does something to it, and counts what went wrong."""

from benchmarks.folder_trials.builds import kills, pairs
from benchmarks.folder_trials.commands import commands
from benchmarks.folder_trials.place import STILL
from benchmarks.folder_trials.shares import SHARES
from benchmarks.folder_trials.watches import PATTERNS, arrivals, many, soak

__all__ = ["PATTERNS", "SHARES", "STILL", "arrivals", "commands", "kills", "many", "pairs", "soak"]
