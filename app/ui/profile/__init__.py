"""The parts of the Profile page: each draws one part of core's profile and asks core for nothing else."""
