"""The record: a SQLite file, its schema, and all that reads or writes it."""
