"""Run the per-document function over many sources, here or on several processes."""
