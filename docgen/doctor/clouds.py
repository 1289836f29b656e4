"""Programs that copy a folder to a cloud, and how their folders are known: by name, by what they leave in them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cloud:
    """One program: its name, the names of its folder, files it leaves there, variables that name the folder."""

    name: str
    folder: re.Pattern[str]
    marks: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()


def _named(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


CLOUDS = (
    Cloud(
        "OneDrive",
        _named(r"(?:onedrive|skydrive)(?:$|[ -].*)|sharepoint"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B",),
        ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"),
    ),
    Cloud("Dropbox", _named(r"dropbox(?:$|[ (-].*)"), (".dropbox", ".dropbox.cache")),
    Cloud(
        "Google Drive",
        _named(r"google ?drive(?:$|[ -].*)|my drive|mijn drive|drivefs"),
        (".tmp.drivedownload", ".tmp.driveupload"),
    ),
    Cloud("Nextcloud", _named(r"nextcloud\d*"), (".nextcloudsync.log",)),
    Cloud("ownCloud", _named(r"owncloud"), (".owncloudsync.log",)),
    Cloud("iCloud", _named(r"icloud ?drive|mobile documents|com~apple~clouddocs")),
    Cloud("Box", _named(r"box(?: sync|-box)?"), (".boxsync",)),
    Cloud("MEGA", _named(r"mega(?:sync)?(?: uploads)?"), (".megaignore",)),
    Cloud("pCloud", _named(r"pcloud ?(?:drive|sync)")),
    Cloud("Syncthing", _named(r"syncthing"), (".stfolder", ".stignore")),
    Cloud("Stack", _named(r"stack(?:drive)?"), (".stack-sync.log",)),
)
DATABASE = re.compile(r"\._?sync_[0-9a-f]+\.db", re.IGNORECASE)  # of the clients of Nextcloud and ownCloud


def cloud_of(folder: Path) -> str:
    """The program that copies this folder, or ''. Looks at the names above it and at what lies in those folders."""
    path = folder.resolve()
    for above in (path, *path.parents):
        for cloud in CLOUDS:
            if cloud.folder.fullmatch(above.name) or any((above / mark).exists() for mark in cloud.marks):
                return cloud.name
            if any(_same(above, os.environ.get(name, "")) for name in cloud.variables):
                return cloud.name
        if _has_database(above):
            return "Nextcloud"
    return ""


def _same(folder: Path, named: str) -> bool:
    return bool(named) and os.path.normcase(named) == os.path.normcase(str(folder))


def _has_database(folder: Path) -> bool:
    try:
        return any(DATABASE.fullmatch(name) for name in os.listdir(folder))
    except OSError:
        return False
