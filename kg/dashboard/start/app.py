"""What Streamlit runs: `kg serve`, or `streamlit run app.py` in a checkout."""

from kg.dashboard.main import run

run()
