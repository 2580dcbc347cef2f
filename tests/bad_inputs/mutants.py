"""Shipped files with one thing changed at random, as slips and programs change them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

NUMBER = re.compile(rb"(?<![\w.])-?\d+(\.\d+)?(?![\w.])")
KEY = re.compile(rb"([\w.]+)(?=:(\s|$))", re.MULTILINE)
VALUE = re.compile(rb"(?<=: )([^\s{\[,}\]][^,}\]\n]*)")
TYPES = (b"true", b"[]", b"{}", b"null", b"text", b'"5"', b"5", b"0.5", b"[1, 2]", b"{a: 1}", b"-1")


def delete(raw: bytes, luck: random.Random) -> bytes:
    """A line less."""
    lines = raw.splitlines(keepends=True)
    del lines[luck.randrange(len(lines))]
    return b"".join(lines)


def duplicate(raw: bytes, luck: random.Random) -> bytes:
    """A line twice."""
    lines = raw.splitlines(keepends=True)
    at = luck.randrange(len(lines))
    return b"".join([*lines[: at + 1], *lines[at:]])


def swap(raw: bytes, luck: random.Random) -> bytes:
    """Two lines in each other's place."""
    lines = raw.splitlines(keepends=True)
    one, other = luck.randrange(len(lines)), luck.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def rename(raw: bytes, luck: random.Random) -> bytes:
    """Another key in the place of one, or a letter of it changed."""
    keys = list(KEY.finditer(raw))
    one = luck.choice(keys)
    word = luck.choice(keys)[1] if luck.random() < 0.5 else one[1][:-1] + b"x"
    return raw[: one.start()] + word + raw[one.end() :]


def retype(raw: bytes, luck: random.Random) -> bytes:
    """A value of another type."""
    one = luck.choice(list(VALUE.finditer(raw)))
    return raw[: one.start()] + luck.choice(TYPES) + raw[one.end() :]


def multiply(raw: bytes, luck: random.Random) -> bytes:
    """A number that is negative, or far too large."""
    numbers = list(NUMBER.finditer(raw))
    if not numbers:
        return raw + b"months: 1\n"
    one = luck.choice(numbers)
    value = float(one[0]) * luck.choice([-1, 100, 1e9])
    return raw[: one.start()] + f"{value:g}".encode() + raw[one.end() :]


def insert(raw: bytes, luck: random.Random) -> bytes:
    """A byte more, whatever it is."""
    at = luck.randrange(len(raw) + 1)
    return raw[:at] + bytes([luck.randrange(256)]) + raw[at:]


def truncate(raw: bytes, luck: random.Random) -> bytes:
    """The beginning only."""
    return raw[: luck.randrange(len(raw))]


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    delete, duplicate, swap, rename, retype, multiply, insert, truncate,
)  # fmt: skip
