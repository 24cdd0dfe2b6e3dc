"""Classes that say all about themselves, such as a report or a step of the night closing.

A base lists with ClassVar what each of them must say. One that leaves something unsaid stops the
program when it starts, instead of the first person who opens a page that asks for it.
"""

from abc import ABC
from inspect import get_annotations
from typing import Any, ClassVar, get_origin


class Declared:
    """Base of such bases. A class that names ABC among its parents is a base itself."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Raise TypeError when the class does not say what its bases ask for."""
        super().__init_subclass__(**options)
        unsaid = [name for name in _asked(cls) if not hasattr(cls, name)]
        if unsaid and ABC not in cls.__bases__:
            raise TypeError(f"{cls.__name__} does not say its {', '.join(unsaid)}.")


def _asked(cls: type) -> list[str]:
    return [
        name
        for base in cls.__mro__[1:]
        for name, annotation in get_annotations(base).items()
        if _is_of_the_class(annotation)
    ]


def _is_of_the_class(annotation: Any) -> bool:
    origin: object = get_origin(annotation)
    return origin is ClassVar
