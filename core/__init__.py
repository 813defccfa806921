"""Tablecast as a library: datasets, profiles, models, jobs and predictions, without Streamlit and without HTTP."""
