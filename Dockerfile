# Front-end files: only what package-lock.json names, and none of its scripts runs.
FROM node:22-slim AS frontend
WORKDIR /srv
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

# Python packages, by hash.
FROM python:3.11-slim-bookworm AS packages
WORKDIR /srv
COPY requirements-setup.txt requirements.txt ./
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements-setup.txt \
    && .venv/bin/uv pip install --no-cache --python .venv/bin/python --compile-bytecode --require-hashes -r requirements.txt \
    && .venv/bin/uv pip uninstall --python .venv/bin/python uv

FROM python:3.11-slim-bookworm
ENV PATH=/srv/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_COMPRESS=on \
    MEDIA_ROOT=/srv/media
WORKDIR /srv
RUN useradd --system --uid 10001 --home-dir /srv heartline \
    && install --directory --owner heartline media
COPY --from=packages /srv/.venv .venv
COPY --from=frontend /srv/node_modules node_modules
COPY manage.py pyproject.toml ./
COPY bin bin
COPY config config
COPY accounts accounts
COPY emotions emotions
COPY actions actions
COPY journeys journeys
COPY training training
COPY surveys surveys
COPY insights insights
COPY integrations integrations
COPY locale locale
COPY static static
COPY templates templates

# Compressed once here and never while serving. The settings want values; none of these is kept.
RUN SECRET_KEY=$(head -c 40 /dev/urandom | base64 -w 0) PUBLIC_URL=http://localhost DATABASE_URL=sqlite://:memory: \
    REDIS_URL=redis://localhost EMAIL_URL=smtp://localhost DEFAULT_FROM_EMAIL=build@localhost \
    python manage.py collectstatic --no-input

USER heartline
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s \
    CMD ["python", "-m", "bin.healthcheck", "url", "http://127.0.0.1:8000/healthz"]
# No access log: the addresses of answer pages carry their tokens.
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "4", "--worker-tmp-dir", "/dev/shm", "--max-requests", "5000", "--max-requests-jitter", "500"]
