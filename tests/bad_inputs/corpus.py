"""What people and programs get wrong in scenario files, and what they must be told.

A row is refused (with the words it must be told in, and the line), accepted (strictness must
not overshoot) or accepted with a warning. `{…}` in one-line files stands for a short scenario.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One faulty, or deliberately not faulty, file."""

    title: str
    content: bytes
    verdict: str
    words: tuple[str, ...]
    line: int


def _row(verdict: str, title: str, content: str | bytes, words: tuple[str, ...], line: int) -> Row:
    raw = content if isinstance(content, bytes) else content.encode("utf-8")
    return Row(title, raw, verdict, words, line)


def refused(title: str, content: str | bytes, *words: str, line: int = 0) -> Row:
    return _row("refused", title, content, words, line)


def accepted(title: str, content: str | bytes) -> Row:
    return _row("accepted", title, content, (), 0)


def warned(title: str, content: str | bytes, *words: str) -> Row:
    return _row("warned", title, content, words, 0)


PLAIN = "name: base\nsample: 5000\nmonths: 24\n"

BYTES = (
    refused("an empty file", b"", "is empty"),
    refused("blanks only", "  \n \n", "is empty"),
    refused("comments only", "# my scenario\n# todo\n", "only comments"),
    accepted("a byte order mark", b"\xef\xbb\xbf" + PLAIN.encode()),
    refused("UTF-16 with a mark", PLAIN.encode("utf-16"), "UTF-16", "Save it as UTF-8"),
    refused("UTF-16, the other way round", PLAIN.encode("utf-16-be"), "UTF-16"),
    refused("UTF-16 without a mark", PLAIN.encode("utf-16-le"), "UTF-16"),
    refused(
        "a Latin-1 byte", b"sample: 500\nname: Comunit\xe0\n", "0xe0", "Latin-1", "UTF-8", line=2
    ),
    refused("GBK", "title: 减负与培育\n".encode("gbk"), "GBK", "Save the file as UTF-8", line=1),
    refused("a control character", b"name: a\x07b\n", "U+0007", line=1),
    refused("a NUL byte", b"name: base\nsample: 5\x0000\n", "NUL", "damaged", line=2),
    refused("a workbook", b"PK\x03\x04\x14\x00\x06\x00", "zip or Excel", "CSV"),
    refused("a PDF", b"%PDF-1.7\n", "PDF"),
    accepted("Windows line ends", PLAIN.replace("\n", "\r\n")),
    accepted("no last line end", PLAIN.rstrip()),
    refused(
        "non-breaking spaces", "policies:\n\u00a0\u00a0- id: a\n", "U+00A0", "ordinary", line=2
    ),
    refused("ideographic spaces", "months: 24\n\u3000sample: 500\n", "U+3000", line=2),
    refused("a letter nobody sees", "mon\u200bths: 24\n", "U+200B, unseen", "`months`?", line=1),
    refused("curly quotes around a key", "“months”: 24\n", "U+201C", "`months`?", line=1),
    refused("a full-width colon", "months：24\nsample: 500\n", "full-width colon", line=1),
    refused(
        "a full-width comma", "title: {en: a， zh: b}\n", ":1:14", "full-width comma", "`,`", line=1
    ),
    warned("curly quotes", "name: “base”\n", "curly quotes"),
)

SYNTAX = (
    refused(
        "a tab indents",
        "policies:\n\tstaff_training: {}\n",
        "indented with a tab",
        "spaces",
        line=2,
    ),
    refused("a tab after the colon", "months:\t24\n", "found a tab after `months:`", line=1),
    refused("siblings out of line", "policies:\n  - id: a\n   type: b\n", "indentation", line=3),
    refused("a bracket left open", "x: [a, b\nmonths: 24\n", "`[`", "never closed", line=1),
    refused("a quote left open", 'title: "a\nmonths: 24\n', "never closed", line=1),
    refused(
        "two colons", "description: Phase 1: pilot\n", ":1:21", "second `: `", "quotes", line=1
    ),
    refused("no space after the colon", "months:24\nsample: 500\n", "no space after `months:`"),
    refused("a line without a colon", "months: 24\nsample\nburn_in: 2\n", "`sample`", line=2),
    refused("a value starts with @", "title: @city\n", "`@`", "quotes", line=1),
    refused("a value starts with %", "budget: %20\n", "`%`", "Write 0.2", line=1),
    refused("an alias without anchor", "county: *all\n", ":1:9", "`&all`", "quotes", line=1),
    refused("a list at the top", "- sample: 500\n- months: 24\n", "a list of 2 items", "`- `"),
    refused("a word at the top", "hello\n", '"hello"', "a mapping"),
    refused(
        "a key twice",
        "sample: 500\nmonths: 24\nsample: 5000\n",
        "line 1 (500) and line 3 (5000)",
        "Keep one",
        line=3,
    ),
    refused(
        "a nested key twice",
        "policies:\n  staff_training:\n    hours: 2\n    hours: 8\n",
        "`policies.staff_training.hours` is given twice",
        "line 3 (2)",
        line=4,
    ),
    refused(
        "a key twice on one line",
        "policies: {staff_training: {hours: 2, hours: 8}}\n",
        "given twice",
        line=1,
    ),
    refused(
        "a key in two cases",
        "Sample: 500\nsample: 600\n",
        "unknown key `Sample`",
        "Did you mean `sample`?",
        line=1,
    ),
    refused("a number as a key", "500: sample\n", "the key 500", "Keys are text", line=1),
    refused("true as a key", "true: sample\n", "the key true", line=1),
    refused("an empty key", "? \n: 5\n", "an empty key", line=1),
    refused("a list as a key", "? [a, b]\n: 5\n", "as a key", line=1),
    refused("a value inside itself", "policies: &p\n  - *p\n", "refers to itself", "`*p`", line=2),
    refused("an anchor twice", "months: &a 24\nburn_in: &a 2\n", "`&a` is given twice", line=2),
    accepted("an alias", "months: &a 24\nburn_in: *a\n"),
    refused("a tag", "sample: !int 500\n", ":1:9", "`!int`", "Remove it", line=1),
    refused("a Python object", "x: !!python/name:os.system\n", "not allowed", line=1),
    refused("binary data", "name: !!binary aGVsbG8=\n", "`!!binary`", line=1),
    refused("an ordered map", "policies: !!omap [a: 1]\n", "`!!omap`", line=1),
    refused("a tagged key", "!!str name: a\n", "tag", line=1),
    accepted("the directive of YAML 1.2", "%YAML 1.2\n---\nsample: 5000\n"),
    refused("octal of YAML 1.2", "sample: 0o17\n", "`0o17`", "octal", "Write 15", line=1),
    refused("a template", "sample: {{ residents }}\n", "`{{ residents }}`", "template", line=1),
    refused("two documents", "months: 24\n---\nmonths: 36\n", "second document", line=2),
    refused("a merge key", "policies:\n  <<: {a: 1}\n", "merge keys", "`extends:`", line=2),
    refused("text after a quoted value", "title: 'it's'\n", "after the end", "quotes", line=1),
    refused("an unknown escape", 'title: "C:\\q"\n', "unknown escape", line=1),
    accepted("JSON", '{"name": "base", "sample": 5000, "months": 24}\n'),
    accepted("JSON with tabs and rare characters", '{\n\t"title": "\\ud842\\udfb7"\n}\n'),
    refused("half a character", '{"title": "\\ud842"}\n', "x.yaml:1:"),
)

TYPES = (
    refused("no as text", "county: no\n", "`no`", "true or false", '"no" in quotes', line=1),
    refused("on as a name", "policies:\n  staff_training:\n    where: [on]\n", "`on`", line=3),
    refused("y for true", "policies: {task_offloading: {explicit_list: y}}\n", "`y`", "true"),
    refused(
        "true as a share",
        "policies: {staff_training: {fidelity: true}}\n",
        "policies.staff_training.fidelity: found true, expected a number from 0 to 1",
        line=1,
    ),
    refused("true as a whole number", "months: true\n", "found true, expected a whole number"),
    refused(
        "quoted false",
        'policies: {task_offloading: {explicit_list: "false"}}\n',
        'found "false", expected true or false',
        "Remove the quotes",
    ),
    refused("a quoted number", 'months: "24"\n', 'found "24"', "Remove the quotes", line=1),
    accepted("1.5e2 and 1e-3", "budget: 1.5e2\npolicies: {staff_training: {fidelity: 1e-3}}\n"),
    refused("leading zero", "burn_in: 010\nsample: 0500\n", "`0500`", "octal", "Write 500", line=2),
    refused(
        "a code with a leading zero",
        "policies: {staff_training: {where: 089}}\n",
        "`089`",
        '"089" in quotes',
    ),
    refused("hexadecimal", "sample: 0x1F4\n", "hexadecimal", "Write 500", line=1),
    refused("a time", "county: 12:30\n", "`12:30`", "base 60", '"12:30" in quotes', line=1),
    refused("a ratio", "budget: 1:30.5\n", "`1:30.5`", "base 60", line=1),
    refused("underscores", "sample: 1_000\n", "`1_000`", "underscores", "Write 1000", line=1),
    refused(
        "thousands in a list",
        "rollout: {named: [1,000, 2,000]}\n",
        "`1,000` in a list is two items",
    ),
    refused("a decimal comma", "budget: 0,5\n", 'found "0,5"', "Write 0.5", "decimal point"),
    refused("a comma for thousands", "budget: 5,000\n", "Write 5000"),
    refused("dollars", "budget: $5000\n", 'found "$5000"', "Write 5000", line=1),
    refused("yuan", "budget: 20元\n", "Write 20", line=1),
    refused("a dash for a minus", "budget: –5\n", "Write -5.", line=1),
    refused("full-width digits", "months: ２４\n", "Write 24.", line=1),
    refused("a gap in a number", "sample: 5 000\n", "Write 5000.", line=1),
    refused("a point for thousands", "budget: 1.000,5\n", "Write 1000.5.", line=1),
    refused("a number in brackets", "months: [24]\n", "Write one value", line=1),
    refused("a template of a shell", "months: ${MONTHS}\n", "never filled in", line=1),
    refused("a template of a page", "months: <%= months %>\n", "never filled in", line=1),
    refused("true for a policy", "policies: {staff_training: true}\n", "Write {} for its", line=1),
    refused("a dash for nothing", "name: -\n", "found `- ` after the colon", line=1),
    refused("a suffix", "sample: 5k\n", 'found "5k"', "Write 5000", line=1),
    refused("per cent", "policies: {staff_training: {fidelity: 50%}}\n", "Write 0.5"),
    accepted("5000.0 residents", "sample: 5000.0\n"),
    refused("half a resident", "sample: 500.5\n", "found 500.5, expected a whole number"),
    refused("not a number", "budget: .nan\n", "NaN", "not allowed", line=1),
    refused("infinity", "budget: -.inf\n", "infinity is not allowed", line=1),
    refused("too large to hold", "budget: 1e999\n", "too large", line=1),
    refused("nan as text", "budget: nan\n", 'found "nan", expected a number', line=1),
    warned(
        "smaller than can be held",
        "policies: {staff_training: {fidelity: 1.0e-400}}\n",
        "1.0e-400 reads as exactly 0",
    ),
    refused("5,000 digits", f"sample: {'9' * 5000}\n", "a number with 5000 digits", line=1),
    refused("a date as text", "name: 2024-01-01\n", "date", '"2024-01-01" in quotes', line=1),
    refused("a date for a number", "months: 2025年1月\n", '"2025年1月"', "1 is the first", line=1),
    refused("an impossible date", "name: 2024-02-30\n", "`2024-02-30`", "date", line=1),
    refused("a version we do not have", "schema_version: 99\n", "unknown key `schema_version`"),
    refused("nothing where a number must be", "sample: ~\n", "found nothing (null)", line=1),
    refused("None", "budget: None\n", 'found "None"', "`null`", line=1),
    refused("a merge marker as a value", "name: <<\n", "merge marker", "quotes", line=1),
    refused(
        "a word for a list",
        "rollout: {named: north}\n",
        'found "north", expected a list',
        "Write [north]",
        line=1,
    ),
    refused(
        "a list for a mapping",
        "rollout:\n  - pilots: 4\n",
        "found a list of 1 item, expected a mapping",
        "`- `",
        line=2,
    ),
    refused(
        "a list of policies",
        "policies:\n  - staff_training: {}\n",
        "policies: found a list of 1 item, expected a mapping",
        "`- `",
        line=2,
    ),
)

KEYS = (
    refused(
        "a misspelled key",
        "name: base\nmoths: 24\n",
        "unknown key `moths`",
        "Did you mean `months`?",
        line=2,
    ),
    refused(
        "a misspelled nested key",
        "policies:\n  staff_training:\n    horus: 4\n",
        "policies.staff_training.horus",
        "Did you mean `hours`?",
        line=3,
    ),
    refused(
        "a misspelled policy",
        "policies:\n  staff_trainning: {}\n",
        "Did you mean `staff_training`?",
        line=2,
    ),
    refused(
        "a misspelled assumption",
        "assumptions:\n  trust: {gian: 0.05}\n",
        "assumptions.trust.gian",
        "Did you mean `gain`?",
        line=2,
    ),
    refused(
        "a misspelled type of item",
        "policies: {task_offloading: {items: {lnad: {}}}}\n",
        "Did you mean `land`?",
    ),
    refused(
        "a place that does not exist",
        "policies:\n  staff_training: {where: [nort_city, village]}\n",
        "policies.staff_training.where[0]",
        'found "nort_city", which is nowhere in this county',
        "Did you mean `north_city`?",
        line=2,
    ),
    refused(
        "a stage that does not exist",
        "policies: {staff_training: {}}\nrollout:\n  then: [development zone, all]\n",
        "rollout.then[0]",
        "Did you mean `development_zone`?",
        line=3,
    ),
    refused(
        "pilots that do not exist",
        "policies: {staff_training: {rollout: {choose: named, named: [Nowhere]}}}\n",
        "policies.staff_training.rollout.named[0]",
        "which is nowhere in this county",
    ),
    warned(
        "pilots without a name",
        "policies: {staff_training: {}}\nrollout: {choose: named}\n",
        "rollout.named: no pilots are named",
    ),
    refused(
        "pilots of what has begun",
        "begun:\n  grid_management: {where: other, rollout: {pilots: 2}}\n",
        "begun.grid_management.rollout: a policy that has begun has no pilots",
        line=2,
    ),
    refused("a seed", "seed: 42\nmonths: 24\n", "`sim run --seed`", line=1),
    refused("replications", "months: 24\nreplications: 30\n", "in an experiment", line=2),
    refused("a key of another program", "steps: 24\n", "expected one of extends, name,", line=1),
    refused("a hyphen", "burn-in: 12\n", "Did you mean `burn_in`?", line=1),
    refused("a space", "burn in: 12\n", "Did you mean `burn_in`?", line=1),
    refused(
        "a Cyrillic letter",
        "mоnths: 24\n",
        "Cyrillic letter о, U+043E",
        "Did you mean `months`?",
        line=1,
    ),
    refused("a key of Python's", "__class__: x\n", "unknown key `__class__`", line=1),
    refused(
        "a key one level too high",
        "study_visits: 2\n",
        "Did you mean `policies.staff_training.study_visits`?",
        line=1,
    ),
    refused(
        "several at once",
        "sample: -5\nmonths: many\npolicies: {staff_training: {ramp: 0}}\n",
        "x.yaml:1:9 sample: found -5",
        'x.yaml:2:9 months: found "many"',
        "x.yaml:3:35 policies.staff_training.ramp: found 0",
    ),
    refused(
        "an unknown choice",
        "rollout:\n  choose: happiest\n",
        'found "happiest", expected one of random, best_off',
        line=2,
    ),
    refused("a choice in capitals", "rollout: {choose: Worst_off}\n", "Did you mean `worst_off`?"),
    refused("an empty name", 'name: ""\n', 'found ""', "of 1 to 200 characters", line=1),
    refused("a title in a third language", "title: {en: a, fr: b}\n", "unknown key `fr`"),
    accepted("a title in one language", "title: {zh: 基线}\n"),
)

MEANING = (
    refused("nobody", "sample: 0\n", "found 0, expected a whole number from 24", "or all", line=1),
    refused("no months", "months: 0\n", "found 0, expected a whole number from 1 to 600", line=1),
    refused("too many months", "months: 1000000000\n", "from 1 to 600", line=1),
    refused(
        "a share above 1",
        "policies: {staff_training: {fidelity: 1.2}}\n",
        "found 1.2, expected a number from 0 to 1",
    ),
    refused(
        "a share below 0",
        "policies: {staff_training: {fidelity: -0.1}}\n",
        "found -0.1, expected a number from 0 to 1",
    ),
    refused(
        "an assumption out of range",
        "assumptions: {trust: {gain: 99}}\n",
        "assumptions.trust.gain: found 99, expected a number from",
    ),
    refused(
        "what law forbids",
        "policies: {task_offloading: {items: {land: {to: organization}}}}\n",
        "policies.task_offloading",
        "never go to organizations",
        line=1,
    ),
    refused(
        "a start in the burn-in",
        "policies: {staff_training: {start: 0}}\n",
        "found 0, expected a whole number from 1",
        line=1,
    ),
    refused("a policy of no months", "policies: {publicity: {months: 0}}\n", "from 1", line=1),
    refused("more asked than there are", "sample: 10\n", "from 24 to 10,000,000 or all", line=1),
    warned("half a year", "months: 6\n", "months: 6 are too few"),
    warned(
        "an end before full strength",
        "policies: {staff_training: {ramp: 12, months: 6}}\n",
        "policies.staff_training.months: it ends after 6 months",
        "(ramp: 12)",
    ),
    warned(
        "a start after the end",
        "months: 24\npolicies: {staff_training: {start: 30}}\n",
        "policies.staff_training.start",
        "after the last month 24",
    ),
    warned("no fidelity", "policies: {staff_training: {fidelity: 0}}\n", "the same as none"),
    warned("a policy without money", "policies: {staff_training: {budget: 0}}\n", "never be paid"),
    warned(
        "a package without money", "budget: 0\npolicies: {staff_training: {}}\n", "ever be paid"
    ),
    warned(
        "a policy of nothing", "policies:\n  staff_training:\n", "switches the policy off", "{}"
    ),
)

NAMES = (
    refused("a name that climbs", "name: ../../evil\n", "must not look like a path", line=1),
    refused("a terminal escape", 'name: "\\e[2J\\e[31mhi"\n', "\\x1b[2J", "one line", line=1),
    refused("two lines", 'name: "a\\nb,c"\n', "one line", line=1),
    refused("text turned round", "name: a\u202eb\n", "\\u202e", "one line", line=1),
    refused("a terminal escape in prose", 'description: "\\e[2J"\n', "\\x1b[2J", line=1),
    accepted("prose of two lines", 'description: "a\\nb"\n'),
    refused("code for a number", "sample: \"__import__('os').system('id')\"\n", "a whole number"),
    accepted("a reserved name", "name: CON\n"),
    accepted("a formula", "name: \"-2+3+cmd|' /C calc'!A0\"\n"),
    accepted("HTML", 'name: "<script>alert(1)</script>"\n'),
    accepted("Markdown", 'description: "[x](javascript:alert(1)) $\\\\input{/etc/passwd}$"\n'),
)

SIZES = (
    refused("2 MB of comments", "# generated\n" * 170_000, "at most 1,000,000"),
    refused("one key of 2 MB", "a" * 2_000_000, "at most 1,000,000"),
    refused("an alias bomb", "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ), "aliases expand to more than"),
    refused("200 aliases", "a: &a 1\nb: [" + "*a, " * 200 + "]\n", "more than 100 aliases", line=2),
    refused("lists in lists", "[" * 200_000, "50 deep"),
    refused("mappings in mappings", "{" * 200_000, "50 deep"),
    refused("items in items", "- " * 200_000, "50 deep"),
    refused("keys in keys", "? " * 200_000, "50 deep"),
    refused("60 lists", "x: " + "[" * 60 + "]" * 60, "50 deep", line=1),
    refused("a long list", "x: [" + "1," * 120_000 + "]", "more than 100,000 values"),
    refused("9,000 unknown keys", "".join(f"k{n}: 1\n" for n in range(9000)), "and 8980 more"),
    refused("one key 9,000 times", "months: 1\n" * 9000, "given twice", "more."),
)  # fmt: skip

SECTIONS = {
    "bytes": BYTES,
    "syntax": SYNTAX,
    "types": TYPES,
    "keys": KEYS,
    "meaning": MEANING,
    "names": NAMES,
    "sizes": SIZES,
}

PROSPECTS = (
    warned("few residents", "sample: 500\n", "sample: 500 residents are 21 for each of 24"),
    warned(
        "a policy for nobody",
        "policies: {staff_training: {where: []}}\n",
        "policies.staff_training.where: no community of this county is reached",
    ),
    warned(
        "a policy of zeros",
        "policies: {task_offloading: {scale: 0, entry_control: 0, ban_on_assets: false}}\n",
        "policies.task_offloading: as it is set, it does nothing",
    ),
    warned(
        "a budget for next to nothing",
        "policies: {staff_training: {budget: 0.3}}\n",
        "policies.staff_training.budget: 0.3 yuan per resident and year covers about 3",
    ),
    warned(
        "a package budget for next to nothing",
        "budget: 0.5\npolicies: {staff_training: {}, publicity: {}}\n",
        "budget: 0.5 yuan per resident and year covers about",
    ),
    warned(
        "more pilots than communities",
        "policies: {publicity: {}}\nrollout: {pilots: 30}\n",
        "rollout.pilots: 30 pilots of 24 communities",
    ),
    warned(
        "more pilots than are to be reached",
        "policies: {publicity: {where: north_city, rollout: {pilots: 20}}}\n",
        "policies.publicity.rollout.pilots: 20 pilots of",
    ),
)
"""What only the county shows: said by commands, not by reading the file."""
