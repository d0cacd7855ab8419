"""The ledger of watched questions: facets and terms of a statement, its identity, evidence and fate."""
