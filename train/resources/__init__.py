"""How the data files under ``src/onrecord/resources/en`` are made from public sources."""
