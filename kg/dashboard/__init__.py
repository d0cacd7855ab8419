"""The dashboard: pages over `kg.report`. Streamlit and plotly are imported only here and in app.py."""
