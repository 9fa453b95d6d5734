"""Reports -> utterances, origins, relays, traces."""
