"""The trials behind `folder.py`: each makes a folder, does something to it, and counts what went wrong."""

from benchmarks.folder_trials.builds import kills, pairs
from benchmarks.folder_trials.place import STILL
from benchmarks.folder_trials.watches import PATTERNS, arrivals, many, soak

__all__ = ["PATTERNS", "STILL", "arrivals", "kills", "many", "pairs", "soak"]
