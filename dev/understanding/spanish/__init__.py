"""What Spanish says for dates, durations, numbers, cities, yes and no."""
