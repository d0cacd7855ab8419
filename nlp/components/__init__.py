"""One extractor per module; each registers one spaCy factory and says what it requires and assigns."""
