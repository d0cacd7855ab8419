"""The archive as a networkx graph: build, measure, paths, differences, exports. networkx is imported only here."""
