"""The arithmetic of each benchmark, from made-up measurements to the promised names."""

from __future__ import annotations

import pytest

from models.rates import Rate
from scripts.benchmarks.accuracy import AccuracyBench, Searched
from scripts.benchmarks.contestants import STEPS
from scripts.benchmarks.face import BY_STEP, OPENCV, OURS, REWRITTEN, FaceBench
from scripts.benchmarks.face_policy import PolicyBench
from scripts.benchmarks.memory import Resident
from scripts.benchmarks.preview import PreviewBench
from scripts.benchmarks.recognise import RecogniseBench, Try
from scripts.benchmarks.start import StartBench


def test_face_compares_medians_and_counts_what_is_not_the_network() -> None:
    times = {
        OURS: [20.0, 10.0, 30.0],
        OPENCV: [90.0, 80.0, 70.0],
        REWRITTEN: [100.0] * 3,
        BY_STEP: [1.0] * 3,
    }
    steps = {step: [2.0, 1.0, 3.0] for step in STEPS}
    cpu = {OURS: [30.0, 10.0, 20.0], OPENCV: [100.0] * 3}
    bench = FaceBench({**times, **steps}, [18.0, 8.0, 27.0], "int8", cpu)

    assert bench.figures == {
        "face.ratio_to_opencv": 0.25,
        "face.ratio_to_opencv_rewritten": 0.2,
        "face.ratio_of_least": pytest.approx(10 / 70),
        "face.cpu_ratio_to_opencv": 0.2,
        "face.outside_onnx_share": pytest.approx(0.1),
        "face.whole_ms": 20.0,
        "face.opencv_ms": 80.0,
        "face.opencv_rewritten_ms": 100.0,
        **{f"face.{step}_ms": 2.0 for step in STEPS},
    }
    assert "face.ratio_to_opencv = 0.25   (goal at most 0.25: reached)" in str(bench)


def test_accuracy_names_each_rate_by_the_photographs_enrolled_and_whether_it_pays() -> None:
    once = Searched(
        1, threshold=0.5, to_pay=False, fnir=Rate(8, 100), misnamed=Rate(0, 100), fpir=Rate(1, 200)
    )
    paying = Searched(
        3, threshold=0.55, to_pay=True, fnir=Rate(5, 100), misnamed=Rate(0, 100), fpir=Rate(0, 200)
    )
    bench = AccuracyBench(10, [once, paying], Rate(3, 300), PolicyBench([], [], {}))

    figures = bench.figures

    assert figures["face.fnir_1"] == 0.08
    assert (figures["face.fpir_1_hits"], figures["face.fpir_1_tries"]) == (1, 200)
    assert figures["face.fpir_3_pay_high"] == pytest.approx(0.01885, abs=5e-5)
    assert figures["face.refused"] == 0.01


def test_start_tells_the_kiosk_from_its_children() -> None:
    samples = [Resident(100.0, {"python": 20.0}), Resident(390.0, {"python": 28.0})]

    figures = StartBench([1.0, 0.5, 0.75], samples).figures

    assert figures == {
        "start.first_screen_s": 0.75,
        "start.first_screen_least_s": 0.5,
        "start.first_screen_most_s": 1.0,
        "start.rss_mb": 390.0,
        "start.rss_median_mb": 245.0,
        "start.rss_children_mb": 28.0,
    }


def test_preview_counts_gaps_not_pictures() -> None:
    painted = [number / 32 for number in range(33)] + [1.0625]

    figures = PreviewBench(painted, judged=17).figures

    assert figures["preview.fps"] == pytest.approx(33 / 1.0625)
    assert figures["preview.most_ms"] == 62.5
    assert figures["preview.p99_ms"] == pytest.approx(31.25 + 0.68 * 31.25)
    assert figures["preview.judged_fps"] == 16


def test_recognise_tells_the_ninety_fifth_of_a_hundred_and_how_many_were_late() -> None:
    tries = [Try(300.0 + number, number - 100.0, 100.0, 600.0) for number in range(101)]
    tries[100] = Try(700.0, 300.0, 100.0, 600.0)

    figures = RecogniseBench(tries).figures

    assert figures["recognise.tries"] == 101
    assert figures["recognise.p50_ms"] == 350.0
    assert figures["recognise.p95_ms"] == 395.0
    assert figures["recognise.good_p95_ms"] == 100.0
    assert figures["recognise.late_share"] == pytest.approx(1 / 101)
