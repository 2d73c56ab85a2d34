"""The one array type of the engine: floats; shapes stand in the docstrings."""

from typing import Any, TypeAlias

from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
