"""Long work: a row per job, a supervisor that starts one child process per running job, and nothing lost by a crash."""

from core.jobs.kinds import JOB_KINDS, JobKind
from core.jobs.queue import add, cancel, counts, events, find, newest, resume, stop, wait
from core.jobs.records import ACTIVE, FINISHED, Job, JobEvent
from core.jobs.reporter import Cancelled, Reporter
from core.jobs.supervisor import Supervisor, attended

__all__ = [
    "ACTIVE",
    "FINISHED",
    "JOB_KINDS",
    "Cancelled",
    "Job",
    "JobEvent",
    "JobKind",
    "Reporter",
    "Supervisor",
    "add",
    "attended",
    "cancel",
    "counts",
    "events",
    "find",
    "newest",
    "resume",
    "stop",
    "wait",
]
