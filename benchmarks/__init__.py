"""What is measured against what: ``python -m benchmarks [NAME…]``."""
