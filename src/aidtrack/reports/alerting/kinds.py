"""The kinds of alerts and gaps: what `off` in aidtrack.toml may name."""

from aidtrack.reports.alerting.gaps import GAPS
from aidtrack.reports.alerting.rules import RULES

KINDS = tuple(dict.fromkeys((*RULES, *GAPS)))
