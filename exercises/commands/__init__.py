"""The subcommands of `eigenproof`, one module each, imported when they are called."""
