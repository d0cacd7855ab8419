"""One module a page; `kg.dashboard.page.discover` finds them. A new page is one new file here."""
