# Clausewatch in a container: not root, nothing written but below /var/lib/clausewatch.
#   docker build -t clausewatch .
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock requirements-dev.lock pyproject.toml README.md LICENSE ./
# Playwright drives the browser of compose.yaml's profile; there is no browser in this image.
RUN awk '/^[a-z]/ {wanted = /^(playwright|greenlet|typing-extensions)==/} wanted' requirements-dev.lock > browser.lock \
 && python -m venv /opt/clausewatch \
 && /opt/clausewatch/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock \
 && /opt/clausewatch/bin/pip install --no-cache-dir --require-hashes --no-deps -r browser.lock
# What two links inside `daemon` point to comes with it.
COPY docs/command-line.md docs/command-line.md
COPY watchlist.yaml watchlist.yaml
COPY daemon daemon
COPY notifiers notifiers
RUN /opt/clausewatch/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /opt/clausewatch/bin/python -m compileall -q /opt/clausewatch/lib

FROM debian:bookworm-slim AS browser
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium chromium-sandbox fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10002 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin browser
USER 10002
WORKDIR /tmp
ENTRYPOINT ["chromium", "--headless=new", "--remote-debugging-address=127.0.0.1", "--remote-debugging-port=9465", \
    "--user-data-dir=/tmp/browser", "--no-first-run", "--disable-quic", "--disable-crash-reporter", "--disable-3d-apis", \
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", \
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--proxy-server=socks5://127.0.0.1:1", \
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "about:blank"]

FROM python:3.11-slim-bookworm AS clausewatch
# Playwright's driver is a Node program, which needs libatomic1.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends libatomic1 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 clausewatch \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/clausewatch --shell /usr/sbin/nologin clausewatch \
 && install -d -o 10001 -g 10001 -m 0750 /var/lib/clausewatch
COPY --from=build /opt/clausewatch /opt/clausewatch
ENV PATH=/opt/clausewatch/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CLAUSEWATCH_WATCHLIST=/etc/clausewatch/watchlist.yaml \
    CLAUSEWATCH_SNAPSHOTS=/var/lib/clausewatch \
    CLAUSEWATCH_LISTEN=127.0.0.1:9464
USER 10001:10001
WORKDIR /var/lib/clausewatch
VOLUME ["/var/lib/clausewatch"]
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9464/healthz', timeout=5)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["clausewatch"]
CMD ["run"]
