"""Where SQL by people runs: a process of its own, fenced in, that can be killed at any moment."""
