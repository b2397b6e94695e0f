"""The composition root: the one place where parts are built and wired."""
