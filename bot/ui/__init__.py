"""The parts of Tablée that people see and press; none of them knows a command."""
