"""Preparation: decides what each column is good for and fits the recipe that training and prediction share."""
