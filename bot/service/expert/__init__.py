"""What experts do: answer, begin and list notes, decide about being asked, hand over, send files."""
