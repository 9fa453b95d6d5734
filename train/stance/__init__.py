"""The stance model: from statement-proposition pairs to the int8 cross-encoder that the package ships."""
