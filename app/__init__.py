"""The web process: everything that knows Streamlit or HTTP and is not a page."""
