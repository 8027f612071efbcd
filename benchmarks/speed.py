"""How fast drafter is beside mailmerge 2.3.0, both in one run, as ratios.

    .venv/bin/pip install -e '.[bench]' && .venv/bin/python benchmarks/speed.py

Commands alternate A B A B, so that a machine whose speed drifts drifts for both. What
counts is processor time, since a busy machine makes everyone wait, and of the ratios
the median. `growth.py` does that for a full journal.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path


ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
ROUNDS = 15
PEOPLE = 5


def seconds(command: list[str], cwd: Path, home: Path) -> float:
    """The processor time of a whole process, its own and the system's for it."""
    environment = {**os.environ, "DRAFTER_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command} failed: {done.stderr.decode()}")
    return sum(after[:2]) - sum(before[:2])


def ratio(
    label: str, ours: list[str], theirs: list[str], cwd: Path, home: Path
) -> None:
    """Print ours / theirs, pair by pair."""
    seconds(ours, cwd, home), seconds(theirs, cwd, home)
    pairs = [
        (seconds(ours, cwd, home), seconds(theirs, cwd, home)) for _ in range(ROUNDS)
    ]
    ratios = [a / b for a, b in pairs]
    a, b = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
    middle = statistics.median(ratios)
    spread = f"{min(ratios):.2f}-{max(ratios):.2f}"
    print(f"{label:<44} {middle:.2f} x  ({spread}; {a:.0f} ms against {b:.0f} ms)")


def write_inputs(folder: Path) -> None:
    """Five people for each of the two programs."""
    names = (
        "Dana Whitlock",
        "Tomas Lindqvist",
        "Ruth Adeyemi",
        "Ola Brandt",
        "Noor Haddad",
    )
    people = "".join(
        f"""  - name: {name}
    given: {name.split()[0]}
    email: p{n}@corvane.example
    role: {("recruiter", "hiring_manager", "peer", "executive", "peer")[n]}
    topics: [{topic}]
    they_said: {said}
    thanks_for: {thanks}
    my_link: {link}
    card_detail: {detail}
"""
        for n, (name, topic, said, thanks, link, detail) in enumerate(
            zip(names, *FACTS, strict=True)
        )
    )
    (folder / "interview.yaml").write_text(
        "you: {name: Ines Okafor, email: ines@mail.example, phone: '+1 207 555 0142'}\n"
        "employer: {name: Corvane Ferries, short: Corvane}\n"
        "position: {title: Senior Software Engineer, short: Timetables}\n"
        "date: 2026-06-02\ntimeline: 2026-06-12\ninterviewers:\n" + people
    )
    (folder / "mailmerge_template.txt").write_text(MERGE)
    rows = [f"p{n}@corvane.example,{name},topic {n}" for n, name in enumerate(names)]
    (folder / "mailmerge_database.csv").write_text(
        "\n".join(["email,name,topic", *rows])
    )
    (folder / "mailmerge_server.conf").write_text(
        "[smtp_server]\nhost = localhost\nport = 25\n"
    )


FACTS = (
    ("the release calendar", "the storm problem", "the on-call rota", "the two ports",
     "hiring on the islands"),
    ("timetables ship in spring", "planners rebuild the day by hand",
     "nobody wants the pager", "one pilot serves both", "people stay for ten years"),
    ("looking after me so well", "showing me the real version", "such frank answers",
     "the walk along the quay", "the tour of the station"),
    ("I wrote release notes that drivers read.", "We cut re-planning to six minutes.",
     "My team cut night calls to one a week.", "I modeled shared platforms once.",
     "I have hired for a town with one bus."),
    ("I was never lost.", "The map over your desk says more than slides.",
     "The kettle made me feel at home.", "I looked for the pilot boat.",
     "The photo of the first crew was worth the trip."),
)  # fmt: skip
MERGE = """TO: {{email}}
SUBJECT: Thank you, {{name}}
FROM: Ines Okafor <ines@mail.example>
CONTENT-TYPE: text/markdown

Hi {{name}},

I am still thinking about **{{topic}}**. Thank you for showing me the real version
rather than an interview version. I would very much like to do this work at Corvane
Ferries.

Best regards,
Ines Okafor
"""


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder)
        home = folder / "home"
        drafter, mailmerge = str(BIN / "drafter"), str(BIN / "mailmerge")
        ratio("drafter --help / mailmerge --help",
              [drafter, "--help"], [mailmerge, "--help"], folder, home)  # fmt: skip
        merge = [mailmerge, "--dry-run", "--no-limit"]
        dry = [drafter, "thanks", "interview.yaml", "--dry-run"]
        ratio(f"drafter thanks --dry-run / mailmerge, {PEOPLE} people",
              dry, merge, folder, home)  # fmt: skip
        ratio(f"drafter thanks, unchanged / mailmerge, {PEOPLE}",
              [drafter, "thanks", "interview.yaml"], merge, folder, home)  # fmt: skip
        ratio(f"drafter preview / drafter thanks, {PEOPLE} (1.5 at most)",
              [drafter, "preview", "interview.yaml"],
              [drafter, "thanks", "interview.yaml"], folder, home)  # fmt: skip
        fresh = f"rm -rf home drafts; exec {drafter} thanks interview.yaml"
        ratio(f"drafter thanks, first run / mailmerge, {PEOPLE}",
              ["sh", "-c", fresh], merge, folder, home)  # fmt: skip


if __name__ == "__main__":
    main()
