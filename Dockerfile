# One stage, one user without rights, one volume: the database.
FROM python:3.11-slim

RUN useradd --system --uid 10001 --create-home rapporteur \
    && install --directory --owner rapporteur --mode 0700 /data
WORKDIR /app

COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock

# The code runs from here and is not installed: that would need a build tool in the image.
COPY LICENSE ./
COPY bot bot
COPY storage storage
COPY templates templates

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/app DATABASE=/data/rapporteur.db
USER rapporteur
VOLUME /data
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
