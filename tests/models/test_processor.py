"""Which arithmetic a processor is given."""

import pytest

from models.processor import best_arithmetic

OLD = "processor\t: 0\nflags\t\t: fpu sse2 avx2 fma\nbogomips\t: 5192\n"
NEW = "processor\t: 0\nflags\t\t: fpu sse2 avx2 fma avx512f avx512_vnni\n"
CLIENT = "processor\t: 0\nflags\t\t: fpu avx2 avx_vnni\n"
ARM = "processor\t: 0\nFeatures\t: fp asimd asimddp\n"


@pytest.mark.parametrize(
    ("cpuinfo", "arithmetic"),
    [(OLD, "float32"), (NEW, "int8"), (CLIENT, "int8"), (ARM, "float32"), ("", "float32")],
)
def test_int8_is_for_processors_that_are_known_to_be_exact(cpuinfo: str, arithmetic: str) -> None:
    assert best_arithmetic(cpuinfo) == arithmetic


def test_one_core_that_cannot_is_enough_to_stay_with_floats() -> None:
    assert best_arithmetic(NEW + OLD) == "float32"


def test_flags_are_whole_words() -> None:
    assert best_arithmetic(OLD.replace("avx2", "avx512_vnni_not")) == "float32"
