"""Camera URLs: what staff can write, and what they are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.camera_source import (
    CameraSource,
    PhotoFolderSource,
    RtspSource,
    V4l2Source,
    VideoFileSource,
)
from kiosk.devices.camera_url import SCHEMES, open_camera, parse_camera_url
from kiosk.devices.photo_stage import PhotoStage
from kiosk.domain.camera import CameraUnavailableError, CameraUrlError
from tests.support.pictures import GREEN, RED, looks, save_picture, save_video

SECRET = "rtsp://admin:hunter2@10.0.0.9/cam?channel=1&password=hunter2"


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("v4l2:0", V4l2Source(Path("/dev/video0"))),
        (
            "v4l2:/dev/video2?width=640&height=480&fps=15&fourcc=yuyv",
            V4l2Source(Path("/dev/video2"), 640, 480, 15, "YUYV"),
        ),
        ("file:a%3Fb.mp4", VideoFileSource(Path("a?b.mp4"))),
        ("FILE:/v.mkv?fps=12.5", VideoFileSource(Path("/v.mkv"), 12.5)),
        (" dir:var/samples ", PhotoFolderSource(Path("var/samples"))),
        (
            "dir:x?width=640&height=360&fps=10&hold_s=3&empty_s=0&fill=1.5",
            PhotoFolderSource(Path("x"), 640, 360, 10, 3, 0, 1.5),
        ),
        (SECRET, RtspSource(SECRET, "rtsp://10.0.0.9/cam")),
        ("RTSPS://cam/a", RtspSource("rtsps://cam/a", "rtsps://cam/a")),
        (
            "rtsp://[fe80::1]:554/a#open_timeout_s=1.5&read_timeout_s=1",
            RtspSource("rtsp://[fe80::1]:554/a", "rtsp://[fe80::1]:554/a", 1.5, 1),
        ),
    ],
)
def test_a_url_names_a_camera(url: str, source: CameraSource) -> None:
    assert parse_camera_url(url) == source


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("v4l:0", "did you mean 'v4l2'"),
        ("usb:0", "Kinds: v4l2, rtsp, rtsps, file, dir"),
        ("/dev/video0", "begins with v4l2:"),
        ("v4l2:", "path is missing"),
        ("v4l2:video0", "write v4l2:0 or v4l2:/dev/video0"),
        ("v4l2:0?widht=640", "did you mean 'width'"),
        ("v4l2:0?width=9", "'width' must be from 160 to 3840; it is '9'"),
        ("v4l2:0?width=1e3", "'width' must be a whole number"),
        ("v4l2:0?fps=nan", "'fps' must be a number"),
        ("v4l2:0?fps=fast", "'fps' must be a number"),
        ("v4l2:0?fps=5&fps=6", "'fps' is given twice"),
        ("v4l2:0?fourcc=MPJG", "did you mean 'MJPG'"),
        ("v4l2:0?fps", "written as"),
        ("rstp://cam/", "did you mean 'rtsp'"),
        ("file:v.mp4?width=640", "no option 'width' here"),
        ("dir:a%00b", "cannot be typed"),
        ("rtsp:camera", "host is missing"),
        ("rtsp://camera:port/", "host or port cannot be read"),
        ("rtsp://camera/#timeout=3", "did you mean"),
    ],
)
def test_a_wrong_url_is_told_with_what_is_right(url: str, complaint: str) -> None:
    with pytest.raises(CameraUrlError, match=complaint):
        parse_camera_url(url)


@given(
    st.one_of(
        st.text(),
        st.builds("{}:{}?{}".format, st.sampled_from(SCHEMES), st.text(), st.text()),
        st.builds("rtsp://{}#{}".format, st.text(), st.text()),
        st.builds(
            "dir:x?{}={}".format, st.sampled_from(["width", "fps", "hold_s", "fill"]), st.text()
        ),
    )
)
def test_any_text_is_a_camera_or_a_clear_error(text: str) -> None:
    try:
        parse_camera_url(text)
    except CameraUrlError as error:
        complaint = str(error)
    else:
        return

    assert complaint.startswith("The camera URL cannot be used.")


@given(st.text(min_size=1), st.sampled_from(["file", "dir"]))
def test_any_path_that_is_accepted_can_be_looked_for(path: str, scheme: str) -> None:
    try:
        source = parse_camera_url(f"{scheme}:/nowhere/{path}")
    except CameraUrlError:
        return

    with pytest.raises(CameraUnavailableError):
        open_camera(source, lambda: 0.0)


def test_a_password_never_shows() -> None:
    assert "hunter2" not in repr(parse_camera_url(SECRET))


def test_a_url_opens_a_video(tmp_path: Path) -> None:
    video = save_video(tmp_path / "v.avi", [RED, GREEN])
    camera = open_camera(parse_camera_url(f"file:{video}"), lambda: 0.0)

    assert looks(camera.read(1).image, RED)
    camera.close()


def test_a_url_opens_a_folder_with_a_stage(tmp_path: Path) -> None:
    picture = save_picture(tmp_path / "green.png", GREEN)
    stage = PhotoStage()
    stage.present([picture])
    source = parse_camera_url(f"dir:{tmp_path}?width=320&height=240")
    clock = iter(range(10))
    camera = open_camera(source, lambda: float(next(clock)), stage)

    camera.read(1)  # on the way in
    frame = camera.read(1)

    assert frame.image.shape == (240, 320, 3)
    assert looks(frame.image, GREEN)
    camera.close()
