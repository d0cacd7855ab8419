"""`streamlit run app.py`: the dashboard. All of it lives in kg/dashboard."""

from kg.dashboard.main import run

run()
