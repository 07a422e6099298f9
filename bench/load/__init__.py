"""A platform of its own under load, in bursts, storms and trouble: `python -m bench.load`."""
