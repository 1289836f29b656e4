"""What pyproject.toml cannot say: the Word templates at the top level travel inside the package as docgen/templates."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["docgen*"]), "docgen.templates"],
    package_dir={"docgen.templates": "templates"},
    package_data={
        "docgen": ["py.typed", *(f"**/*.{kind}" for kind in ("toml", "txt", "json", "css", "js"))],
        "docgen.templates": ["*.docx"],
    },
)
