"""Writes models/golden_yunet_sface.json with OpenCV 4.13, from the original published networks.

Not a test; run once, in an environment of its own (OpenCV 5 does not load the original SFace):

    pip install opencv-python==4.13.0.92 numpy onnxruntime
    PYTHONPATH=. python tests/models/make_golden.py YUNET.onnx SFACE.onnx
"""

import json
import sys
from pathlib import Path

import cv2
import numpy as np

from models.golden import cartoon, texture


def main(detector_path: str, embedder_path: str) -> None:
    """Ask OpenCV, and write down what it says."""
    if not cv2.__version__.startswith("4.13."):
        sys.exit(f"The reference is OpenCV 4.13; this is {cv2.__version__}.")
    picture = cartoon()
    detector = cv2.FaceDetectorYN.create(detector_path, "", picture.shape[1::-1], 0.6, 0.3, 5000)
    recogniser = cv2.FaceRecognizerSF.create(embedder_path, "")
    (row,) = detector.detect(picture)[1]
    answers = {
        "cartoon_face": row,
        "cartoon_embedding": _unit(recogniser.feature(recogniser.alignCrop(picture, row))),
        "texture_embedding": _unit(recogniser.feature(texture())),
    }
    text = json.dumps({key: [round(float(v), 7) for v in value] for key, value in answers.items()})
    Path("models/golden_yunet_sface.json").write_text(text.replace("], ", "],\n ") + "\n")


def _unit(feature: np.ndarray) -> np.ndarray:
    unit: np.ndarray = feature.reshape(-1) / np.linalg.norm(feature)
    return unit


if __name__ == "__main__":
    main(*sys.argv[1:])
