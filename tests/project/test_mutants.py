"""What `make mutants` changes, in which functions, and that its tables lead to code."""

import importlib.util
from pathlib import Path

import pytest

from scripts.mutants import session, table
from scripts.mutants.making import Mutant, mutants_of


def changes(source: str) -> list[tuple[str, str]]:
    return [mutant.lines(source) for mutant in mutants_of("a.py", source)]


def becomes(source: str) -> list[str]:
    return [line for _was, line in changes(source)]


@pytest.mark.parametrize(
    ("line", "mistakes"),
    [
        ("a < b", ["a <= b"]),
        ("a is not b", ["a is b"]),
        ("a and (b or c)", ["a or (b or c)", "a and (b and c)"]),
        ("a - b", ["a + b"]),
        ("~a | b", ["a | b", "~a & b"]),
        ("True", ["False"]),
        ("7", ["8"]),
        ("max(a, b)", ["min(a, b)"]),
        ("a if b else c", ["a if False else c", "a if True else c"]),
        ("[a for a in b if a.c]", ["[a for a in b if True]"]),
        ("[A, B]", ["[B]", "[A]"]),
        ("(A, B)", ["(A,)", "(B,)"]),
    ],
)
def test_an_expression_gets_one_mistake_at_a_time(line: str, mistakes: list[str]) -> None:
    assert sorted(becomes(f"x = {line}\n")) == sorted(f"x = {mistake}" for mistake in mistakes)


def test_a_query_loses_each_of_its_conditions_and_shifts_its_borders() -> None:
    assert becomes("x = rows.filter(open, at__lte=now)\n") == [
        "x = rows.filter(at__lte=now)",
        "x = rows.filter(open)",
        "x = rows.filter(open, at__lt=now)",
    ]


def test_the_tie_breaker_of_an_ordering_stays() -> None:
    assert becomes('x = rows.order_by("date", "room", "pk")\n') == [
        'x = rows.order_by("room", "pk")',
        'x = rows.order_by("date", "pk")',
    ]


def test_a_guard_never_holds_and_always_holds() -> None:
    assert changes("if not a:\n    raise B\n") == [
        ("if not a:", "if False:"),
        ("if not a:", "if True:"),
    ]


def test_what_is_done_for_its_effect_is_left_out() -> None:
    assert becomes("row.state = done\nnotify(row)\n") == ["pass", "pass"]


def test_words_types_and_decorators_are_left_alone() -> None:
    source = '''"""1 < 2"""
@kept(True)
def f(a: int | None) -> tuple[int, str]:
    return f"{a + 1}"
'''

    assert changes(source) == []


def test_arguments_whose_loss_nothing_would_show_are_left_alone() -> None:
    assert becomes("x = zip(a, b, strict=True)\n") == []


def test_a_mutant_names_its_outermost_function_and_the_lines_of_its_statement() -> None:
    source = """
class A:
    def f(self):
        def g():
            return (
                a
                < b
            )
"""

    assert mutants_of("a.py", source) == [
        Mutant(
            "a.py",
            "A.f",
            line=7,
            first=5,
            last=8,
            start=source.index("<"),
            end=source.index("<") + 1,
            becomes="<=",
        )
    ]


def test_places_are_counted_in_letters_not_in_bytes() -> None:
    assert changes('x = "ğüé" < 2\n') == [
        ('x = "ğüé" < 2', 'x = "ğüé" <= 2'),
        ('x = "ğüé" < 2', 'x = "ğüé" < 3'),
    ]


def test_a_loaded_function_gets_the_code_of_the_mutant_for_all_who_hold_it(tmp_path: Path) -> None:
    source = """
import functools

def kept(verb):
    @functools.wraps(verb)
    def inner(*given):
        return verb(*given)
    return inner

@kept
def fits(count):
    return count < 3
"""
    file = tmp_path / "held.py"
    file.write_text(source)
    spec = importlib.util.spec_from_file_location("held", file)

    assert spec is not None
    assert spec.loader is not None

    held = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(held)
    fits = held.fits
    wider = next(one for one in mutants_of(str(file), source) if one.becomes == "<=")

    session.exchange(wider, session.functions_of([str(file)])[str(file)])

    assert [fits(count) for count in (2, 3, 4)] == [True, True, False]


def test_a_fork_answers_with_the_test_that_failed() -> None:
    assert session.in_fork(lambda: "test_a", seconds=10) == "test_a"


def test_a_mutant_that_never_ends_is_noticed() -> None:
    def forever() -> str:
        while True:
            pass

    assert session.in_fork(forever, seconds=0) == "it took too long"


def test_a_sample_is_the_same_for_a_seed_and_spread_over_the_files() -> None:
    many = mutants_of("a.py", "x = [1, 2, 3, 4, 5, 6, 7, 8]\n")
    few = mutants_of("b.py", "x = 1 < 2\n")

    drawn = table.sample([*many, *few], count=4, seed=1)

    assert sorted(one.path for one in drawn) == ["a.py", "a.py", "b.py", "b.py"]
    assert drawn == table.sample([*many, *few], count=4, seed=1)


def test_no_file_is_guarded_twice_and_every_folder_of_tests_is_there() -> None:
    groups = table.groups()

    files = [file for group in groups for file in group.files]

    assert len(files) == len(set(files))
    assert [
        test for group in groups for test in group.tests if not (table.ROOT / test).exists()
    ] == []


def test_every_equivalent_is_still_a_mutant_of_the_code() -> None:
    """An entry that the code has outgrown would hide a mistake made later."""
    made = {table.equivalent_of(one) for group in table.groups() for one in group.mutants()}

    assert table.equivalents() - made == set()
