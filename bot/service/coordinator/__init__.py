"""What coordinators see of all notes, and do about one."""
