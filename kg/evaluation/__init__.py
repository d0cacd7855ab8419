"""Quality, measured against gold files: what `kg eval` prints and the gate in the tests holds."""
