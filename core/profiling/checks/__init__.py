"""The alerts: each check is a row with its condition, its sentence, the SQL of its rows and what to do about it."""
