"""Training: a table and a target become a model with an honest score, within the time that was given."""

from core.training.advice import Advice, advise
from core.training.families import FAMILIES, Family
from core.training.metrics import METRICS, Metric, find_metric, metrics_for
from core.training.rehearsal import start_rehearsal, stop_rehearsal, suspects, trials
from core.training.split_advice import Trial
from core.training.splitting import SPLITS, Split, SplitKind
from core.training.starting import TrainingSpec, start
from core.training.suspects import Suspect
from core.training.timing import STAGES, Stage

__all__ = [
    "FAMILIES",
    "METRICS",
    "SPLITS",
    "STAGES",
    "Advice",
    "Family",
    "Metric",
    "Split",
    "SplitKind",
    "Stage",
    "Suspect",
    "TrainingSpec",
    "Trial",
    "advise",
    "find_metric",
    "metrics_for",
    "start",
    "start_rehearsal",
    "stop_rehearsal",
    "suspects",
    "trials",
]
