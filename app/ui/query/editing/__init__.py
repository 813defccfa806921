"""The SQL editor: CodeMirror with the tables beside it, or a plain text field where it cannot load."""
