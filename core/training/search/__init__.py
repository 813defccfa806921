"""The search: candidates tried in order of value under a clock, on folds that all of them share, then combined."""
