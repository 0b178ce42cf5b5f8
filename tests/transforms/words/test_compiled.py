import numba
import pytest

from transforms.words import compiled as module


def test_without_a_place_to_keep_it_the_loop_still_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    def njit(*, nogil: bool, cache: bool = False) -> object:
        if cache:
            raise RuntimeError("no locator available")
        return numba.njit(nogil=nogil)

    monkeypatch.setattr(module, "njit", njit)
    assert module.compiled(lambda number: number * 2)(21) == 42
