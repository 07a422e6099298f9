"""`parley doctor`: what is wrong with this machine, a stage, or what we believe of the engines."""
