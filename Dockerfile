# Two stages: the first has what installing needs, the second only what running needs.
ARG BASE=python:3.12-slim-bookworm

# hadolint ignore=DL3006 -- the base is pinned by the argument's default
FROM ${BASE} AS build
RUN python3 -m venv /venv
WORKDIR /build
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements.txt \
    && find /venv -type d -name tests -prune -exec rm -rf {} + \
    && /venv/bin/pip uninstall --yes pip

# hadolint ignore=DL3006
FROM ${BASE}
RUN mkdir /data && chown 10001:10001 /data
COPY --from=build /venv /venv
WORKDIR /app
COPY .streamlit .streamlit
COPY app app
COPY core core
COPY pages pages
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 TABLECAST_DATA_DIR=/data TABLECAST_PIN_BASE_URL=yes
RUN python -m compileall -q app core pages
USER 10001
VOLUME /data
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/api/v1/health/ready', timeout=4)"]
CMD ["streamlit", "run", "app/main.py", "--server.port=8501", "--server.address=0.0.0.0", "--server.headless=true"]
