"""The version, in one place."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("community-governance-sim")
except PackageNotFoundError:  # run from a checkout that is not installed
    VERSION = "0.1.0"
