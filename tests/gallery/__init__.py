"""Every part on every channel, as files that can be read in review: `make gallery` writes them anew."""
