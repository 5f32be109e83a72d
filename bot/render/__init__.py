"""Values become words: note types are read, messages are phrased, drafts are written."""
