"""How the sentence encoder is made."""
