"""Charts as Plotly figures: each takes core's records and returns a figure that reads in light and in dark."""
