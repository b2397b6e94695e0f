"""Sessions: what they refuse, and that they leave the cores alone."""

import sys

import numpy as np
import pytest
from onnx import helper

from models.errors import PackError
from models.inference import Session, default_threads, open_session
from tests.models.builders import a_network


def test_bytes_that_are_no_network_are_refused() -> None:
    with pytest.raises(PackError, match="does not accept"):
        Session(b"not a network")


def test_a_network_answers_by_output_name() -> None:
    network = a_network([helper.make_node("Relu", ["x"], ["y"])]).SerializeToString()
    tensor = np.array([[[[-1.0]], [[2.0]]]], np.float32)
    assert Session(network, threads=1).run(tensor)["y"].ravel().tolist() == [0.0, 2.0]


def test_threads_do_not_spin_between_runs() -> None:
    network = a_network([helper.make_node("Relu", ["x"], ["y"])]).SerializeToString()
    options = open_session(network, 2).get_session_options()
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (2, 1)


def test_the_file_is_not_kept_beside_the_network_that_was_made_of_it() -> None:
    network = a_network([helper.make_node("Relu", ["x"], ["y"])]).SerializeToString()
    before = sys.getrefcount(network)
    session = Session(network)
    assert sys.getrefcount(network) == before
    assert session.run(np.ones((1, 2, 1, 1), np.float32))["y"].shape == (1, 2, 1, 1)


def test_all_networks_draw_on_one_pool() -> None:
    network = a_network([helper.make_node("Relu", ["x"], ["y"])]).SerializeToString()
    options = open_session(network).get_session_options()
    assert options.get_session_config_entry("session.use_env_allocators") == "1"
    assert not options.enable_mem_pattern


def test_one_or_two_threads_are_used() -> None:
    assert default_threads() in (1, 2)
