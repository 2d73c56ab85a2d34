import os

from config.celery import app as celery_app

# Workers share the processors among themselves. Threads of linear algebra in each of them would
# mostly wait for each other: our matrices are small. Numpy asks for it once, when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["celery_app"]
