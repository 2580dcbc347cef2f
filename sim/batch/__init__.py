"""Many runs on several processes: a failing run is data, a killed worker loses nothing.

A job is a group of runs that share a world, so that it is settled once. Answers come in the
order in which jobs finish; each carries its job's number, so that no result depends on the
order, on the number of workers or on who does the work.
"""

from sim.batch.chance import without_global_chance
from sim.batch.cluster import dask_executor
from sim.batch.interruption import Interrupted
from sim.batch.jobs import Answer, Job, Status, attempt
from sim.batch.running import run_jobs

__all__ = [
    "Answer",
    "Interrupted",
    "Job",
    "Status",
    "attempt",
    "dask_executor",
    "run_jobs",
    "without_global_chance",
]
