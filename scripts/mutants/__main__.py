"""Put small mistakes into the code that guards money, rooms, consent and sending; see who notices.

A mistake that no test notices is printed as a diff; the run then ends with 1. Everything happens
in a copy, so the work tree may be edited meanwhile.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from scripts.mutants import table
from scripts.mutants.making import Mutant
from scripts.mutants.session import AT_IMPORT, KILLED, SURVIVED, UNREACHED, Answer

TOO_LONG = 1800
SAYS = {SURVIVED: "no test of {} notices", UNREACHED: "no test reaches it"}


def main() -> int:
    """Try the chosen mutants; 1 when one of them lives."""
    options = arguments()
    os.nice(5)
    verdicts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy_project(Path(folder))
        for group, mutants in chosen(options):
            print(f"{group.name}: {len(mutants)} mutants", flush=True)
            for mutant, answer in tried(group, mutants, Path(folder)):
                verdicts[answer.verdict] += 1
                if answer.verdict != KILLED:
                    print(described(mutant, answer, Path(folder)), flush=True)
    lived = verdicts.total() - verdicts[KILLED]
    print(f"{verdicts.total()} made, {verdicts[KILLED]} killed, {lived} alive.")
    return 1 if lived else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=40, help="how many (40)")
    parser.add_argument("--seed", type=int, default=0, help="another number, another sample (0)")
    parser.add_argument("--module", action="append", help="only files whose path begins so")
    parser.add_argument("--all", action="store_true", help="every mutant; takes hours")
    return parser.parse_args()


def chosen(options: argparse.Namespace) -> Iterator[tuple[table.Group, list[Mutant]]]:
    """Yield each group with the mutants to try, those known as equivalent left out."""
    wanted = tuple(options.module or [""])
    known = table.equivalents()
    made = {
        group: [
            mutant
            for mutant in group.mutants()
            if mutant.path.startswith(wanted) and table.equivalent_of(mutant) not in known
        ]
        for group in table.groups()
    }
    every = [mutant for mutants in made.values() for mutant in mutants]
    count = len(every) if options.all else options.count
    picked = set(table.sample(every, count=count, seed=options.seed))
    for group, mutants in made.items():
        if some := [mutant for mutant in mutants if mutant in picked]:
            yield group, some


def copy_project(folder: Path) -> None:
    """Copy what git knows or would add, and the compiled catalogues."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=table.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    catalogues = [str(path.relative_to(table.ROOT)) for path in table.ROOT.glob("locale/*/*/*.mo")]
    for name in [*filter(None, listing.stdout.split("\0")), *catalogues]:
        if (table.ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(table.ROOT / name, folder / name)


def tried(
    group: table.Group, mutants: list[Mutant], folder: Path
) -> Iterator[tuple[Mutant, Answer]]:
    """Yield each mutant with what became of it."""
    later: list[tuple[Mutant, Answer]] = []
    for mutant, answer in zip(mutants, in_session(group, mutants, folder), strict=True):
        if answer.verdict == AT_IMPORT:
            later.append((mutant, answer))
        else:
            yield mutant, answer
    for mutant, answer in later:
        yield mutant, anew(mutant, answer.tests or group.tests, folder)


def in_session(group: table.Group, mutants: list[Mutant], folder: Path) -> Iterator[Answer]:
    """Yield the answers of one pytest session. Raises SystemExit with its words when it breaks."""
    plan = {"tests": group.tests, "mutants": [asdict(mutant) for mutant in mutants]}
    (folder / "plan.json").write_text(json.dumps(plan))
    reading, writing = os.pipe()
    command = [sys.executable, "-m", "scripts.mutants.session", "plan.json", str(writing)]
    with tempfile.TemporaryFile("w+") as words:
        session = subprocess.Popen(
            command, cwd=folder, stdout=words, stderr=subprocess.STDOUT, pass_fds=[writing]
        )
        os.close(writing)
        with os.fdopen(reading) as answers:
            for line in answers:
                yield Answer(**json.loads(line))
        if session.wait():
            words.seek(0)
            raise SystemExit(words.read())


def anew(mutant: Mutant, tests: Sequence[str], folder: Path) -> Answer:
    """Try a mutant that works at import: the file is changed and the tests start from nothing."""
    file = folder / mutant.path
    source = file.read_text()
    file.write_text(mutant.applied(source))
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
            cwd=folder,
            capture_output=True,
            timeout=TOO_LONG,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        ended = 1
    finally:
        file.write_text(source)
    return Answer(KILLED if ended else SURVIVED, tests=tuple(tests))


def described(mutant: Mutant, answer: Answer, folder: Path) -> str:
    was, becomes = mutant.lines((folder / mutant.path).read_text())
    where = f"{mutant.path}:{mutant.line} {mutant.function}"
    why = SAYS[answer.verdict].format(len(answer.tests))
    return f"\n{where}: {why}\n- {was}\n+ {becomes}"


if __name__ == "__main__":
    sys.exit(main())
