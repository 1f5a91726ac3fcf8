"""The demo: the real bot on a simulated Discord, with a made-up community and a clock that can be moved."""
