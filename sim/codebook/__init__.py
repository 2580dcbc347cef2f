"""What every column of every exported table means, in English and in Chinese."""

from sim.codebook.book import CODEBOOK, codebook, with_codebook
from sim.codebook.column import Column
from sim.codebook.meaning import meaning_of

__all__ = ["CODEBOOK", "Column", "codebook", "meaning_of", "with_codebook"]
