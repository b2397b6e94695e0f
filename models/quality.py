"""Whether a face is good enough to compare, and if not, what the person can do about it."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from models.arrays import AlignedFace
from models.results import Face, QualityIssue

Grey = npt.NDArray[np.uint8]
"""Aligned face without colour, (112, 112) uint8."""


@dataclass(frozen=True, slots=True)
class QualityPolicy:
    """Limits of a usable face. Grey levels are 0 to 255; ratios are explained at their checks.

    The defaults were chosen on 1,544 press photographs (LFW and colour) and 80 of them blurred,
    darkened and bleached step by step: each lets pass what keeps a cosine of about 0.85 or more
    to the untouched face in the middle case. Of untouched faces under 2 % are refused, nearly
    all for being turned. Looking up or down hardly shows in five points: pitch is a weak check.
    """

    min_face_width_px: float = 112.0
    max_face_height_of_frame_ratio: float = 0.9
    max_cut_off_ratio: float = 0.1
    max_roll_deg: float = 30.0
    max_yaw_ratio: float = 0.35
    min_pitch_ratio: float = 0.45
    max_pitch_ratio: float = 0.70
    min_mean_grey: float = 40.0
    max_mean_grey: float = 205.0
    min_contrast_grey: float = 12.0
    min_sharpness_ratio: float = 0.08


@dataclass(frozen=True, slots=True)
class Judged:
    """`quality` as `quality_of` has it, 0 where there is an issue."""

    issue: QualityIssue | None
    quality: float = 0.0


def judge(
    face: Face, aligned: AlignedFace, frame_size: tuple[int, int], policy: QualityPolicy
) -> Judged:
    """The first thing wrong, in the order in which a person can mend it; none if all is well.

    `frame_size` is (height, width) of the picture in which `face` was found.
    """
    if is_too_far(face, policy):
        return Judged(QualityIssue.TOO_FAR)
    if is_too_close(face, frame_size, policy):
        return Judged(QualityIssue.TOO_CLOSE)
    if is_turned(face, policy):
        return Judged(QualityIssue.TURNED)
    grey: Grey = cv2.cvtColor(aligned, cv2.COLOR_BGR2GRAY)  # type: ignore[assignment]
    issue = light_issue(grey, policy)
    if issue is not None:
        return Judged(issue)
    sharp = sharpness(grey)
    if sharp < policy.min_sharpness_ratio:
        return Judged(QualityIssue.BLURRED)
    return Judged(None, quality_of(face, pose(face)[1], sharp))


def quality_of(face: Face, yaw: float, sharp: float) -> float:
    """0 to 1: straight, sharp and large is best; a face of 200 px is as good as any larger one.

    `yaw` as `pose` gives it, `sharp` as `sharpness` does."""
    straightness = max(0.0, 1 - abs(yaw) / 0.35)
    parts = (straightness, min(1.0, sharp / 0.3), min(1.0, face.box.w / 200))
    return math.prod(parts) ** (1 / 3)


def is_too_far(face: Face, policy: QualityPolicy) -> bool:
    """Narrower than the network can tell apart well: it sees 112 px of it at most."""
    return face.box.w < policy.min_face_width_px


def is_too_close(face: Face, frame_size: tuple[int, int], policy: QualityPolicy) -> bool:
    """Nearly fills the height of the frame, or sticks out of it by more than a tenth."""
    box, (height, width) = face.box, frame_size
    inside_w = min(box.x + box.w, width) - max(box.x, 0)
    inside_h = min(box.y + box.h, height) - max(box.y, 0)
    cut_off = 1 - min(inside_w / box.w, inside_h / box.h)
    return (
        box.h > policy.max_face_height_of_frame_ratio * height or cut_off > policy.max_cut_off_ratio
    )


def is_turned(face: Face, policy: QualityPolicy) -> bool:
    """Looks aside, up or down, or the head is tilted, by more than the policy allows."""
    roll, yaw, pitch = pose(face)
    return (
        abs(roll) > policy.max_roll_deg
        or abs(yaw) > policy.max_yaw_ratio
        or not policy.min_pitch_ratio <= pitch <= policy.max_pitch_ratio
    )


def pose(face: Face) -> tuple[float, float, float]:
    """Roll in degrees, yaw and pitch as ratios that need no camera data.

    Roll is the slope of the line of the eyes, positive when the picture's right eye is lower.
    The rest is measured along that line and across it, from the middle of the eyes.
    Yaw: how far the nose tip is to the side, in distances between the eyes: 0 is straight.
    Pitch: how far the nose tip is down the way from the eyes to the mouth: about 0.5 is straight,
    less is looking up, more is looking down.
    """
    right_eye, left_eye, nose, right_mouth, left_mouth = face.points
    across_x, across_y = left_eye[0] - right_eye[0], left_eye[1] - right_eye[1]
    eyes_apart = max(math.hypot(across_x, across_y), 1e-6)
    unit_x, unit_y = across_x / eyes_apart, across_y / eyes_apart
    middle = ((right_eye[0] + left_eye[0]) / 2, (right_eye[1] + left_eye[1]) / 2)
    mouth = ((right_mouth[0] + left_mouth[0]) / 2, (right_mouth[1] + left_mouth[1]) / 2)
    nose_x, nose_y = nose[0] - middle[0], nose[1] - middle[1]
    eyes_to_mouth = (mouth[1] - middle[1]) * unit_x - (mouth[0] - middle[0]) * unit_y
    roll = math.degrees(math.atan2(across_y, across_x))
    yaw = (nose_x * unit_x + nose_y * unit_y) / eyes_apart
    pitch = (nose_y * unit_x - nose_x * unit_y) / max(eyes_to_mouth, 1e-6)
    return roll, yaw, pitch


def light_issue(grey: Grey, policy: QualityPolicy) -> QualityIssue | None:
    """Too dark or too bright; also when grey in grey, by whichever of the two it is nearer to."""
    mean, contrast = mean_and_contrast(grey)
    if mean < policy.min_mean_grey:
        return QualityIssue.TOO_DARK
    if mean > policy.max_mean_grey:
        return QualityIssue.TOO_BRIGHT
    if contrast < policy.min_contrast_grey:
        middle = (policy.min_mean_grey + policy.max_mean_grey) / 2
        return QualityIssue.TOO_DARK if mean < middle else QualityIssue.TOO_BRIGHT
    return None


def mean_and_contrast(grey: Grey) -> tuple[float, float]:
    """Mean and standard deviation of the middle of the aligned face, without background."""
    mean, deviation = cv2.meanStdDev(_middle(grey))
    return float(mean[0, 0]), float(deviation[0, 0])


def sharpness(grey: Grey) -> float:
    """Deviation of the second derivative over that of the grey levels: 0 is fog, 0.3 is crisp.

    Variance of the Laplacian (Pech-Pacheco et al. 2000), but of its horizontal and its vertical
    part apart, and the smaller counts: a head that moves sideways is blurred in one of them only.
    Divided by the contrast, so that a dim but sharp face is not called blurred.
    """
    middle = _middle(grey)
    _, contrast = cv2.meanStdDev(middle)
    _, across = cv2.meanStdDev(cv2.Sobel(middle, cv2.CV_16S, 2, 0, ksize=1))
    _, down = cv2.meanStdDev(cv2.Sobel(middle, cv2.CV_16S, 0, 2, ksize=1))
    return min(float(across[0, 0]), float(down[0, 0])) / max(float(contrast[0, 0]), 1.0)


def _middle(grey: Grey) -> Grey:
    """From brow to chin and cheek to cheek."""
    return grey[28:100, 22:90]
