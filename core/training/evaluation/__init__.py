"""Evaluation: everything said about a model, from predictions that no part of it had seen the answer to."""
