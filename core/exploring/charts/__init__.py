"""Charts over every row: a few choices become one aggregate in SQL, never more than a picture can hold."""
