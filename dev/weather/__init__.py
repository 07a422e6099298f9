"""A local weather service that answers as Open-Meteo documents: one weather for each place and day."""
