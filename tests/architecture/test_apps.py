"""The list of apps in the settings and the contracts of pyproject.toml tell of one house."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

PROJECT = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
TOP = {app.split(".")[0] for app in settings.OURS}
# They stand above all others side by side and hold no layers of their own kind.
ROOTS = {"hotelpms.desk", "hotelpms.demo", "hotelpms.replay"}


def contract(name: str) -> dict[str, Any]:
    contracts: list[dict[str, Any]] = PROJECT["tool"]["importlinter"]["contracts"]
    return next(found for found in contracts if found["id"] == name)


def test_the_floors_are_the_apps_in_their_order() -> None:
    floors = [floor.split(" : ") for floor in reversed(contract("apps")["layers"])]
    order = {app: number for number, floor in enumerate(floors) for app in floor}

    assert set(settings.OURS) <= set(order)
    assert [order[app] for app in settings.OURS] == sorted(order[app] for app in settings.OURS)


def test_every_app_with_pages_keeps_the_layers_inside() -> None:
    assert set(contract("inside")["containers"]) == set(settings.OURS) - ROOTS - {"hotelpms.kit"}


@pytest.mark.parametrize("app", sorted(TOP - {"hotelpms"}))
def test_the_topics_of_an_app_have_their_floors(app: str) -> None:
    folders = {path.parent.name for path in Path(settings.BASE_DIR, app, "domain").glob("*/*.py")}

    floors = contract(f"topics-of-{app}")

    assert floors["exhaustive"] is True
    assert set(floors["layers"]) == folders


@pytest.mark.parametrize(
    "places",
    [
        PROJECT["tool"]["importlinter"]["root_packages"],
        PROJECT["tool"]["coverage"]["run"]["source"],
        set(PROJECT["tool"]["mypy"]["files"]) - {"scripts"},
        contract("edges")["source_modules"],
    ],
    ids=["imports", "coverage", "types", "doors"],
)
def test_every_check_reads_every_app(places: list[str]) -> None:
    assert set(places) == TOP
