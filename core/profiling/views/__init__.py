"""What is measured when somebody asks: two columns together, and columns over time."""
