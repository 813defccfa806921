"""The parts of the Home page: the next step, what is there, what is going on."""
