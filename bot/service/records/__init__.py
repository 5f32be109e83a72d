"""What is kept of a note: papers, transcripts, its folder, and the search over approved ones."""
