"""One pytest session that tries many mutants, so that Django starts and migrates only once.

Run by the sampler in a copy of the project. The session makes the test database with the first
test, then lets a fork run every test and write down which lines each one reaches. After that a
fork per mutant puts the changed code into the functions that are loaded already and runs the
tests that reach it, the quick ones first, until one fails. SQLite keeps the test database in
memory, so every fork has its own.

What runs at import (constants, defaults, conditions at the top of a module) can't be exchanged
in a loaded module: those mutants are answered with the tests to run anew.
"""

import gc
import json
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import TextIO, cast

import coverage
import pytest
from _pytest.runner import runtestprotocol

from scripts.mutants.making import Mutant

KILLED, SURVIVED, UNREACHED, AT_IMPORT = "killed", "survived", "unreached", "at import"
# A mutant may run this much longer than its tests before it counts as a loop without end.
TIMES, SECONDS_MORE = 4, 10
ALARM_SECONDS = 3600
BROKEN = 70


@dataclass(frozen=True)
class Answer:
    """What became of a mutant, the test that killed it, and how many could have."""

    verdict: str
    killer: str = ""
    tests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reach:
    """The processor seconds of a test, and the lines of each file that it runs."""

    seconds: float
    lines: dict[str, frozenset[int]]


class Trial:
    """The plugin: it takes the loop over the tests into its own hands."""

    def __init__(self, mutants: list[Mutant], answers: TextIO) -> None:
        self.mutants, self.answers = mutants, answers

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Answer every mutant. Raises UsageError when a test fails without any."""
        paths = sorted({mutant.path for mutant in self.mutants})
        runner = Runner(session.items)
        runner.make_database()
        runner.loaded = functions_of(paths)
        reach = runner.measure(paths)
        tests = [tests_of(mutant, reach) for mutant in self.mutants]
        wanted = {test for some in tests for test in some}
        gc.freeze()  # what is there already is shared by the forks, not copied
        runner.check(test for test in reach if test in wanted)
        for mutant, some in zip(self.mutants, tests, strict=True):
            answer = runner.answer(mutant, some, reach)
            print(json.dumps(asdict(answer)), file=self.answers, flush=True)
        return True


def tests_of(mutant: Mutant, reach: dict[str, Reach]) -> list[str]:
    """Return the tests that run the statement, for one at import those that run its file."""
    statement = range(mutant.first, mutant.last + 1)
    return [
        test
        for test, row in reach.items()
        if mutant.path in row.lines
        and (not mutant.function or row.lines[mutant.path].intersection(statement))
    ]


class Runner:
    """The collected tests, run in forks."""

    def __init__(self, items: list[pytest.Item]) -> None:
        self.items = {item.nodeid: item for item in items}
        self.loaded: dict[str, list[FunctionType]] = {}

    def make_database(self) -> None:
        """Run one test that needs the database; what lasts for the session stays."""
        items = list(self.items.values())
        failure_of(next((one for one in items if one.get_closest_marker("django_db")), items[0]))

    def measure(self, paths: list[str]) -> dict[str, Reach]:
        """Run every test once and return what it reaches, the quickest first."""
        with tempfile.NamedTemporaryFile() as file:
            text = in_fork(lambda: self._measure(paths, Path(file.name)), ALARM_SECONDS)
            if text:
                raise pytest.UsageError(f"A test fails without a mutant. {text}")
            seconds, lines = json.loads(Path(file.name).read_text())
        return {
            test: Reach(
                seconds[test],
                {path: frozenset(reached) for path, reached in lines.get(test, {}).items()},
            )
            for test in sorted(seconds, key=lambda test: seconds[test])
        }

    def _measure(self, paths: list[str], into: Path) -> str:
        seconds: dict[str, float] = {}
        cover = coverage.Coverage(data_file=None, config_file=False, include=paths)
        cover.start()
        for test, item in self.items.items():
            cover.switch_context(test)
            began = time.process_time()
            if failure := failure_of(item):
                return f"{test}\n{failure}"
            seconds[test] = time.process_time() - began
        cover.stop()
        into.write_text(json.dumps([seconds, lines_by_test(cover.get_data(), paths)]))
        return ""

    def check(self, tests: Iterable[str]) -> None:
        """Run the tests in the order in which mutants meet them. Raises UsageError."""
        if failed := in_fork(lambda: self._first_that_fails(tests), ALARM_SECONDS):
            raise pytest.UsageError(f"Fails in another order, without a mutant: {failed}")

    def answer(self, mutant: Mutant, tests: list[str], reach: dict[str, Reach]) -> Answer:
        """Try the mutant on the tests that reach it."""
        if not mutant.function:
            return Answer(AT_IMPORT, tests=tuple(tests))
        if not tests:
            return Answer(UNREACHED)
        seconds = sum(reach[test].seconds for test in tests) * TIMES + SECONDS_MORE
        killer = in_fork(lambda: self._try(mutant, tests), seconds)
        return Answer(KILLED if killer else SURVIVED, killer, tuple(tests))

    def _try(self, mutant: Mutant, tests: list[str]) -> str:
        exchange(mutant, self.loaded[mutant.path])
        return self._first_that_fails(tests)

    def _first_that_fails(self, tests: Iterable[str]) -> str:
        return next((test for test in tests if failure_of(self.items[test])), "")


def failure_of(item: pytest.Item) -> str:
    """Run the test and return why it fails, nothing when it passes.

    The session as the next item: what lasts for the session stays, all else is torn down.
    """
    following = cast(pytest.Item, item.session)
    reports = runtestprotocol(item, log=False, nextitem=following)
    return "\n".join(report.longreprtext for report in reports if report.failed)


def lines_by_test(data: coverage.CoverageData, paths: list[str]) -> dict[str, dict[str, list[int]]]:
    """Return which lines of which file each test ran."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for path in paths:
        for line, tests in data.contexts_by_lineno(str(Path(path).resolve())).items():
            for test in tests:
                found[test][path].append(line)
    return found


def in_fork(ask: Callable[[], str], seconds: float) -> str:
    """Return what a fork of this process answers, or that it took too long.

    A loop without end is ended by its use of the processor, a wait without end by the alarm.
    Raises ChildProcessError when the fork ends in any other way.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = BROKEN
        try:
            limit = int(seconds) + 1
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
            signal.alarm(ALARM_SECONDS)
            with os.fdopen(writing, "w") as pipe:
                pipe.write(ask())
            code = 0
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended in (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGALRM):
        return "it took too long"
    if ended:
        raise ChildProcessError(f"A fork ended with {ended}.")
    return answer


def exchange(mutant: Mutant, loaded: Iterable[FunctionType]) -> None:
    """Put the changed code into the functions. Raises LookupError when there are none."""
    path = str(Path(mutant.path).resolve())
    changed = mutant.applied(Path(path).read_text())
    code = code_of(compile(changed, path, "exec"), mutant.function)
    found = [one for one in loaded if one.__code__.co_qualname == mutant.function]
    if not found:
        raise LookupError(mutant.function)
    for function in found:
        function.__code__ = code


def functions_of(paths: Iterable[str]) -> dict[str, list[FunctionType]]:
    """Return the loaded functions of each file, those under a decorator too."""
    files = {str(Path(path).resolve()): path for path in paths}
    found: dict[str, list[FunctionType]] = {path: [] for path in paths}
    for one in gc.get_objects():
        # Not isinstance: it asks a lazy object for its class, and so wakes it.
        if type(one) is FunctionType and one.__code__.co_filename in files:
            found[files[one.__code__.co_filename]].append(one)
    return found


def code_of(code: CodeType, name: str) -> CodeType:
    """Return the code of the function with this qualified name."""
    inner = [part for part in code.co_consts if isinstance(part, CodeType)]
    for part in inner:
        if part.co_qualname == name:
            return part
    return next(code_of(part, name) for part in inner if name.startswith(f"{part.co_qualname}."))


def main(plan: Path, answers: int) -> int:
    """Read the plan (tests and mutants) and write an answer a line, in the plan's order."""
    given = json.loads(plan.read_text())
    mutants = [Mutant(**mutant) for mutant in given["mutants"]]
    options = ["-q", "-p", "no:cacheprovider", *given["tests"]]
    with os.fdopen(answers, "w") as file:
        return int(pytest.main(options, plugins=[Trial(mutants, file)]))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
