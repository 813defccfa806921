"""How texts are written: their lengths, signs, shapes, scripts, and values that are spelled in several ways."""
