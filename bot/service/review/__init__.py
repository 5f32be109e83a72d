"""What readers of a posted draft do, and what follows."""
