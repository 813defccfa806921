"""How things are written for people, whoever writes them: numbers as text, and pages that need nothing else."""
