"""Entry points: each module here is one capability, loaded by name; none imports another."""

from __future__ import annotations

import pkgutil

CAPABILITIES = tuple(sorted(f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__)))
