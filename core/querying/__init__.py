"""SQL by people: checked, run in a process of its own that can be killed, and answered within limits."""
