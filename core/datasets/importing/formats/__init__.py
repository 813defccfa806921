"""What kind of file this is, judged by its first bytes and never by its name, and how its content is reached."""
