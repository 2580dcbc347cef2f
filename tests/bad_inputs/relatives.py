"""Scenarios that name other files: parents, links, folders, tables, and what lies outside."""

from __future__ import annotations

from pathlib import Path

from bad_inputs.corpus import accepted, refused

CHAIN = 12


def family(folder: Path) -> Path:
    """A folder of relatives, with something beside it that nobody is to read."""
    home = folder / "home"
    (home / "folder").mkdir(parents=True)
    (folder / "secret.yaml").write_text("months: SECRET\n")
    (home / "link.yaml").symlink_to(folder / "secret.yaml")
    (home / "sound.yaml").write_text("months: 24\n")
    (home / "circle.yaml").write_text("extends: x.yaml\n")
    (home / "faulty.yaml").write_text("months: 24\nsampel: 500\n")
    (home / "broken.yaml").write_text("months: [24\n")
    (home / "table.csv").write_text("name,residents\nEast,3000\nWest,many\n")
    for number in range(CHAIN):
        (home / f"c{number}.yaml").write_text(f"extends: c{number + 1}.yaml\n")
    (home / f"c{CHAIN}.yaml").write_text("months: 24\n")
    return home


RELATIVES = (
    accepted("a parent", "extends: sound.yaml\n"),
    accepted("a parent that ships", "extends: baseline\n"),
    refused("a misspelled one that ships", "extends: baselin\n", "Did you mean `baseline`?", line=1),
    accepted("a parent in a folder", "extends: folder/../sound.yaml\n"),
    refused(
        "a parent that is not there", "extends: nope.yaml\n",
        'extends: found "nope.yaml": file not found (looked in', line=1,
    ),
    refused("a misspelled parent", "extends: sund.yaml\n", "Did you mean `sound.yaml`?", line=1),
    refused(
        "a circle of two", "extends: circle.yaml\n",
        "extend each other in a circle: x.yaml → circle.yaml → x.yaml",
    ),
    refused("a circle of one", "extends: x.yaml\n", "in a circle: x.yaml → x.yaml"),
    refused("a long chain", "extends: c0.yaml\n", "a chain of more than 10 files"),
    refused("an absolute path", "extends: /etc/passwd\n", "absolute paths are not allowed", line=1),
    refused("a drive", "extends: 'C:\\x.yaml'\n", "not allowed", line=1),
    refused(
        "a network path", "extends: \\\\server\\share\\x.yaml\n", "network paths are not allowed", line=1
    ),
    refused("an address", "extends: http://example.com/x.yaml\n", "Download the file first.", line=1),
    refused("a home folder", "extends: ~/secrets.yaml\n", "`~` is not expanded", line=1),
    refused("a way out", "extends: ../secret.yaml\n", "points outside the folder", line=1),
    refused("a link that leads out", "extends: link.yaml\n", "points outside the folder", line=1),
    refused("a folder", "extends: .\n", "this is a folder, not a file", line=1),
    refused("a NUL in a path", 'extends: "sound\\0.yaml"\n', "the path has a NUL character", line=1),
    refused("an empty path", 'extends: ""\n', "the path is empty", line=1),
    refused("two parents", "extends: [sound.yaml, faulty.yaml]\n", "one scenario file", line=1),
    refused("a faulty parent", "extends: faulty.yaml\n", "faulty.yaml:2:1 sampel: unknown key `sampel`"),
    refused("a broken parent", "extends: broken.yaml\n", "broken.yaml:1:", "never closed"),
    refused("a table that is not there", "county: none.csv\n", "file not found (looked in", line=1),
    refused("a file that is no table", "county: broken.yaml\n", "this is no table", ".csv", line=1),
    refused("what is not ours to read", "county: /etc/passwd\n", "this is no table", line=1),
    refused("a folder for a table", "county: folder\n", "folder is a folder", line=1),
    refused("a faulty table", "county: table.csv\n", "table.csv:3:2", "found 'many'"),
)  # fmt: skip
