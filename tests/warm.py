"""What the process that forks the workers of the tests has loaded before it does: see `warm_workers`."""

import trafilatura  # noqa: F401 (what reads pages, imported where one is met)

from archive import PLAN, news
from faclaims.batch.work import extractor_for

extractor_for(PLAN.options).extract(news(1)["text"])
