"""What pyproject.toml cannot say: the Word templates at the top level travel inside the package as docgen/templates."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["docgen*"]), "docgen.templates"],
    package_dir={"docgen.templates": "templates"},
    package_data={
        "docgen": [
            "messages/*.toml",
            "*.toml",
            "*.txt",
            "py.typed",
            "scaffold/*.txt",
            *(f"dashboard/*.{e}" for e in ("css", "js")),
            *(f"handover/*.{e}" for e in ("toml", "txt", "json")),
        ],
        "docgen.templates": ["*.docx"],
    },
)
