"""Where `kg serve` finds the dashboard, installed or in a checkout, and how it is started. No Streamlit here."""

from pathlib import Path

PATH = Path(__file__).parent / "start" / "app.py"
"""In a folder of its own: Streamlit takes a folder `pages` beside it for scripts to run."""

# An app for one person on one machine: nothing is fetched, nothing is sent, no watcher; uploads above what a post
# may have (10 MB) are refused.
OPTIONS = (
    "--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none",
    "--server.maxUploadSize=10", "--client.toolbarMode=minimal", "--server.address=localhost",
    "--theme.light.primaryColor=#0072B2", "--theme.dark.primaryColor=#56B4E9",
)  # fmt: skip
