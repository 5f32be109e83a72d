"""What the rows say about time: when a note is due, who is away, and which reminder comes now."""
