"""Many runs on several processes: a failing run is data, a killed worker loses nothing."""

from sim.batch.pool import Answer, Interrupted, Job, attempt, run_jobs

__all__ = ["Answer", "Interrupted", "Job", "attempt", "run_jobs"]
