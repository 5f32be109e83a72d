"""One note within one transaction: the rows become an interview, and what follows becomes rows and messages."""
