"""The store: everything that knows DuckDB. Import from the submodules."""
