"""What an item states, read from cues that are data: themes, modality, relations. Pure functions of hits and names."""
