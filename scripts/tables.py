"""Draw the tables of every app from its models into docs/tables.md: keys, and columns that name.

`make docs` writes the page; a test holds it against the models.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hotelpms.settings")

import django  # noqa: E402 - only now are the settings found
from django.apps import AppConfig, apps  # noqa: E402
from django.db.models import Field, ForeignKey, Model, UniqueConstraint  # noqa: E402

PAGE = ROOT / "docs" / "tables.md"
# Nearly every table points at these: a line to each of them would hide the others.
EVERYWHERE = ("Hotel", "User", "Document")
# Columns that say what a row is, beside those that tell rows apart.
TELLING = {
    *("code", "name", "number", "full_number", "last_name", "kind", "state", "purpose", "act"),
    *("action", "outcome", "subject_id", "date", "business_date", "arrival", "departure"),
    *("from_date", "to_date", "due_date", "done_for", "expires_at", "slot", "window", "holds"),
    *("ledger", "amount", "gross", "price", "sold", "sell_limit", "open_amount"),
    *("pre_stay_days", "post_stay_days"),
}
TYPES = {
    "BooleanField": "yes_no",
    "DateField": "date",
    "DateTimeField": "moment",
    "DecimalField": "amount",
    "FloatField": "number",
}
HEAD = """# The tables

Made from the models by `make docs`; do not edit. One picture for each app: a box is a table, a line
a foreign key with its name. Shown are keys, what tells rows apart (UK), and the columns that say
what a row is. A table of another app is a box without columns. Foreign keys to `Hotel`, `User` and
`Document` are columns, not lines, because nearly every table has them.

A line reads: `||` exactly one, `|o` one or none, `o{` any number, `o|` one at the most.
"""


def main() -> int:
    """Write the page."""
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")
    return 0


def page() -> str:
    """Return the whole page; Django must be set up."""
    return "\n".join([HEAD, *(section(app) for app in our_apps())])


def our_apps() -> Iterator[AppConfig]:
    """Return the apps of the project that have tables, lowest first."""
    for app in apps.get_app_configs():
        if (ROOT / app.name.replace(".", "/")).is_dir() and any(app.get_models()):
            yield app


def section(app: AppConfig) -> str:
    models = sorted(app.get_models(), key=lambda model: model.__name__)
    lines = [line for model in models for line in (*links(model), *box(model))]
    told = [f"* `{model.__name__}`: {about}" for model in models if (about := meaning(model))]
    return "\n".join([f"## {app.name}\n", "```mermaid", "erDiagram", *lines, "```\n", *told, ""])


def links(model: type[Model]) -> Iterator[str]:
    """Return a line for each table that this one points at, with the names of its keys."""
    names: dict[tuple[str, str], list[str]] = {}
    for field in keys(model):
        parent = target(field)
        if not is_column(model, field):
            left = "|o" if field.null else "||"
            right = "o|" if field.unique else "o{"
            names.setdefault((parent, f"{left}--{right}"), []).append(field.name)
    for (parent, line), found in names.items():
        yield f'    {parent} {line} {model.__name__} : "{", ".join(found)}"'


def box(model: type[Model]) -> Iterator[str]:
    unique = unique_names(model)
    yield f"    {model.__name__} {{"
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            if is_column(model, field):
                yield f"        {target(field)} {field.name} FK"
        elif not field.primary_key and (field.name in unique or field.name in TELLING):
            yield f"        {kind(field)} {field.name}{' UK' if field.name in unique else ''}"
    yield "    }"


def keys(model: type[Model]) -> Iterator[ForeignKey]:
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            yield field


def is_column(model: type[Model], field: ForeignKey) -> bool:
    """Tell whether a key is shown inside the box: those to tables that are everywhere."""
    parent = field.related_model
    return (
        isinstance(parent, type)
        and parent.__name__ in EVERYWHERE
        and parent._meta.app_label != model._meta.app_label
    )


def target(field: ForeignKey) -> str:
    parent = field.related_model
    return parent.__name__ if isinstance(parent, type) else str(parent)


def unique_names(model: type[Model]) -> set[str]:
    """Return the columns that tell rows apart, alone or together."""
    found = {field.name for field in model._meta.concrete_fields if field.unique}
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            found.update(constraint.fields)
    return found


def kind(field: Field) -> str:
    internal = field.get_internal_type()
    if field.choices:
        return "choice"
    return TYPES.get(internal, "number" if "Integer" in internal else "text")


def meaning(model: type[Model]) -> str:
    """Return the first sentence of what the model says about itself."""
    words = (model.__doc__ or "").strip().split("\n\n")[0]
    return "" if words.startswith(f"{model.__name__}(") else " ".join(words.split())


if __name__ == "__main__":
    sys.exit(main())
