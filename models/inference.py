"""ONNX Runtime sessions: every option is chosen here, once. Takes bytes, never a path."""

import os
from collections.abc import Mapping
from typing import Any, Protocol

import numpy.typing as npt
import onnxruntime

from models.arrays import Planes, Tensor
from models.errors import PackError

onnxruntime.set_default_logger_severity(3)  # errors only; graph notes are not for operators

# What networks need while they run comes out of one pool for all sessions, which grows by what is
# asked for. By itself each session has a pool of its own that doubles, and keeps a plan of all
# buffers for each size of picture that it ever saw: 33 MB more for our two networks, no faster.
onnxruntime.create_and_register_allocator(
    onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    ),
    onnxruntime.OrtArenaCfg({"arena_extend_strategy": 1}),
)


class Runner(Protocol):
    """Anything that runs a network of one input; a benchmark may wrap a Session in its own."""

    def run(self, tensor: Tensor | Planes) -> dict[str, Tensor]:
        """Feed the network; answers its outputs by name."""
        ...


def default_threads() -> int:
    """One on a single core, else two: more made a face slower, not faster, on small boards."""
    return 1 if len(os.sched_getaffinity(0)) == 1 else 2


def open_session(
    model: bytes,
    threads: int | None = None,
    *,
    given: Mapping[str, npt.NDArray[Any]] | None = None,
    spin_us: int = 0,
) -> onnxruntime.InferenceSession:
    """A session with our options; raises PackError if ONNX Runtime does not accept `model`.

    `given` are weights that `model` names as external data: they are not copied into it first.
    `spin_us`: so long a thread looks for more work before it sleeps; for graphs of one big step.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or default_threads()
    options.inter_op_num_threads = 1
    # Networks whose threads spin between steps steal the cores from each other (2.5x slower). Even
    # 20 us of it (session.intra_op.spin_duration_us), which make a face 1 to 1.5 ms faster on an
    # idle machine, cost the preview: 55 to 77 ms at the 99th percentile instead of 48 to 65.
    options.add_session_config_entry("session.intra_op.allow_spinning", "1" if spin_us else "0")
    if spin_us:
        options.add_session_config_entry("session.intra_op.spin_duration_us", str(spin_us))
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    options.add_session_config_entry("session.use_env_allocators", "1")
    options.enable_mem_pattern = False
    if given is not None:
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in given.values()]
        options.add_external_initializers(list(given), values)
    try:
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no public base class
        raise PackError(f"ONNX Runtime does not accept a network of the pack: {error}") from error
    session._model_bytes = None  # noqa: SLF001 - kept for going back to another provider: 20 MB
    return session


class Session:
    """One loaded network of one input."""

    def __init__(self, model: bytes, *, threads: int | None = None) -> None:
        """Raises PackError if ONNX Runtime does not accept `model`."""
        self._session = open_session(model, threads)
        self._input = self._session.get_inputs()[0].name
        self._outputs = [output.name for output in self._session.get_outputs()]

    def run(self, tensor: Tensor | Planes) -> dict[str, Tensor]:
        """Feed the network; answers its outputs by name."""
        return dict(zip(self._outputs, self._session.run(None, {self._input: tensor}), strict=True))
