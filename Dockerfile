# The production image: one image, started as web, worker, beat or migrate by docker-compose.yml.

FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements-uv.txt requirements.txt ./
RUN python -m venv /opt/venv \
 && pip install --no-cache-dir --require-hashes -r requirements-uv.txt \
 && uv pip install --python /opt/venv/bin/python --compile-bytecode --no-cache --require-hashes -r requirements.txt
COPY . .
# Hashed static files and compiled catalogues belong into the image. The settings refuse to load
# without secrets; these are made here, used once and kept nowhere.
RUN PATH=/opt/venv/bin:$PATH \
 && python scripts/catalogues.py \
 && HOTELPMS_EDITION=production HOTELPMS_DATA=/tmp/build HOTELPMS_STATIC=/app/staticfiles \
    PUBLIC_URL=https://build.invalid ALLOWED_HOSTS=build.invalid \
    DATABASE_URL=postgresql://build/build REDIS_URL=redis://build \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    LINK_KEYS="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    FIELD_KEYS="$(python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())')" \
    python manage.py collectstatic --noinput -v 0

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-inter fonts-dejavu-core \
      fonts-noto-core fonts-wqy-zenhei \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --create-home hotelpms
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOTELPMS_EDITION=production \
    HOTELPMS_DATA=/data \
    HOTELPMS_STATIC=/app/staticfiles
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
USER hotelpms
VOLUME /data
EXPOSE 8000
# Of the web server; docker-compose.yml says how the others are asked.
HEALTHCHECK --interval=15s --timeout=6s --retries=4 --start-period=30s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=5)"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000"]
