"""The settings file: what a technician writes, and what comes of it."""

from __future__ import annotations

import re
import zoneinfo
from datetime import datetime
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firmware_bridge.wiring import Polarity
from kiosk import config, config_values
from kiosk.config import Settings
from kiosk.config_devices import Locks
from kiosk.devices.camera_source import PhotoFolderSource
from kiosk.devices.camera_url import parse_camera_url
from kiosk.domain.language import Label, Language
from kiosk.domain.money import Money
from kiosk.typed_file import FileProblem


def settings_of(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def complaint_about(tmp_path: Path, text: str) -> str:
    with pytest.raises(FileProblem) as caught:
        settings_of(tmp_path, text)
    return " ".join(caught.value.lines)


def test_an_empty_file_is_a_kiosk_with_every_default(tmp_path: Path) -> None:
    found = settings_of(tmp_path, "")
    assert found.site.timezone == "Asia/Shanghai"
    assert found.timeouts.idle_s == 60
    assert found.wallet.max_top_up == Money(100_000)
    assert found.wallet.max_balance == Money(500_000)
    assert (found.camera.url, found.locks.port, found.printer.url) == ("none:", "none:", "none:")
    assert found.cloud.mode == "off"


def test_the_example_loads_back_as_the_defaults(tmp_path: Path) -> None:
    assert settings_of(tmp_path, config.example_text()) == settings_of(tmp_path, "")


def test_the_example_names_and_explains_every_setting() -> None:
    text = config.example_text()
    for name, section in Settings.model_fields.items():
        assert f"\n[{name}]\n" in text
        kind = section.annotation
        assert kind is not None
        for key, field in kind.model_fields.items():
            assert re.search(rf"^(# )?{key} = ", text, re.MULTILINE)
            assert field.description
            assert f"# {field.description}" in text


def test_a_site_names_itself_in_both_languages(tmp_path: Path) -> None:
    found = settings_of(
        tmp_path, '[site]\nname = { zh = "麦香", en = "Maixiang" }\nlanguage = "en"\n'
    )
    assert found.site.name == Label("麦香", "Maixiang")
    assert found.site.language is Language.EN


def test_relative_paths_start_at_the_settings_file(tmp_path: Path) -> None:
    found = settings_of(
        tmp_path,
        '[paths]\ndata_dir = "kept"\nmodels_dir = "/opt/models"\n'
        '[camera]\nurl = "dir:faces"\n[printer]\nurl = "file:paper.bin"\n'
        '[cloud]\nusername = "k"\npassword_file = "secret"\n',
    )
    assert found.paths.data_dir == tmp_path / "kept"
    assert found.paths.models_dir == Path("/opt/models")
    assert found.paths.catalogue == tmp_path / "catalogue.toml"
    assert found.camera.url == f"dir:{tmp_path / 'faces'}"
    assert found.printer.url == f"file:{tmp_path / 'paper.bin'}"
    assert found.cloud.password_file == tmp_path / "secret"


def test_a_url_keeps_its_options_and_an_odd_folder_name_is_escaped(tmp_path: Path) -> None:
    folder = tmp_path / "50% off?"
    folder.mkdir()
    found = settings_of(folder, '[camera]\nurl = "dir:a%3Fb?width=640&hold_s=2"\n').camera.url
    source = parse_camera_url(found)
    assert isinstance(source, PhotoFolderSource)
    assert (source.path, source.width, source.hold_s) == (folder / "a?b", 640, 2)


@pytest.mark.parametrize("url", ["v4l2:0", "v4l2:/dev/video0?width=1280", "rtsps://cam/1?a=1#b=2"])
def test_a_camera_url_that_names_no_file_is_left_alone(tmp_path: Path, url: str) -> None:
    assert settings_of(tmp_path, f'[camera]\nurl = "{url}"').camera.url == url


def test_the_simulated_kiosk_sells_the_sample_shop_and_writes_elsewhere(tmp_path: Path) -> None:
    found = config.load(config.simulated_path(), relative_to=tmp_path)
    assert found.paths.catalogue == config.simulated_path().with_name("catalogue.toml")
    assert found.paths.catalogue.is_file()
    assert found.paths.data_dir.is_relative_to(tmp_path)
    assert found.camera.url == f"dir:{tmp_path / 'var/samples'}"
    assert found.printer.url.startswith(f"file:{tmp_path}")
    assert (found.locks.port, found.camera.depth) == ("simulator:", "simulator:")
    assert (found.cloud.mode, found.cloud.port) == ("embedded", 18830)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[camera]\ndepth = "my camera"',
            "Write it like none: or simulator: or my_camera:MyCamera",
        ),
        ('[camera]\nurl = "v4l2:0"\ndepth = "simulator:"', "only what a dir: camera shows"),
        ('[camera]\nurl = "v4l2:0"\ndepth = "a.b:C"\n[face]\ngestures = 0', "gestures must be 1"),
        (
            '[camera]\nurl = "v4l2:0"\ndepth = "a:C"\n[face]\npassive_least = 0.0',
            "passive_least not 0",
        ),
    ],
)
def test_a_depth_camera_that_would_not_be_asked_is_refused(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(FileProblem, match=told):
        settings_of(tmp_path, text)


def test_settings_cannot_be_changed_after_the_start(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="frozen"):
        settings_of(tmp_path, "").timeouts.idle_s = 1


def test_the_zone_turns_an_instant_into_the_shops_time(tmp_path: Path) -> None:
    found = settings_of(tmp_path, "")
    noon = datetime(2025, 1, 1, 4, tzinfo=zoneinfo.ZoneInfo("UTC"))
    assert noon.astimezone(found.site.zone).hour == 12


def test_without_any_time_zones_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config_values, "ZoneInfo", _no_zone)
    monkeypatch.setattr(config_values, "available_timezones", set)
    assert "Install them: apt install tzdata" in complaint_about(tmp_path, "")


def _no_zone(name: str) -> None:
    raise zoneinfo.ZoneInfoNotFoundError(name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[timeouts]\nidle_seconds = 60",
            "[timeouts] idle_seconds is not a setting. Did you mean idle_s?",
        ),
        ("[timeout]\nidle_s = 60", "[timeout] is not a setting. Did you mean timeouts?"),
        ("idle_s = 60", "idle_s is not a setting. It belongs under [timeouts]."),
        (
            '[site]\ndata_dir = "x"',
            "[site] data_dir is not a setting. It belongs under [paths].",
        ),
        ("knobs = 60", "knobs is not a setting. There is: site, paths"),
        (
            '[timeouts]\nidle_s = "60"',
            '[timeouts] idle_s must be a number without quotes, not "60"',
        ),
        ("[timeouts]\nidle_s = 0", "[timeouts] idle_s must be at least 10, not 0"),
        ("[timeouts]\nidle_s = nan", "[timeouts] idle_s must be an ordinary number, not nan"),
        ("[timeouts]\nidle_s = true", "[timeouts] idle_s must be a number"),
        ("[timeouts]\npayment_query_s = 60", "[timeouts] payment_query_s must be shorter than"),
        ("[face]\nmin_face_px = 112.5", "[face] min_face_px must be a whole number"),
        ('[face]\npack = "../other"', '[face] pack is "../other". Write it like yunet-sface.'),
        ('[site]\ntimezone = "Asia/Shangai"', "Did you mean Asia/Shanghai?"),
        ('[site]\ntimezone = "../etc/passwd"', "which is no time zone"),
        ('[site]\ntimezone = ""', "which is no time zone"),
        ('[site]\nsite_id = "a/b"', '[site] site_id is "a/b"; use 1 to 64 of A-Z'),
        ('[site]\ndevice_id = "#"', '[site] device_id is "#"'),
        ('[site]\nlanguage = "de"', "[site] language must be 'zh_CN' or 'en', not \"de\""),
        ('[site]\nname = "麦香"', "[site] name must be a table of names and values"),
        ('[site]\nname = { zh = "麦香" }', "[site] name.en is missing. Add it."),
        ('[site]\nname = { zh = "麦香", en = " " }', "[site] name needs words in both languages"),
        ('[site]\nname = { zh = "a", en = "b", eng = "c" }', "name.eng is not a setting. Did you"),
        ('[camera]\nurl = "usb:0"', '[camera] url is "usb:0". Write it like none: or v4l2:'),
        ('[camera]\nurl = "rtsp://ann:pw@cam/1"', "[camera] url holds a password. Put"),
        ('[camera]\ncredentials_file = "x"', "[camera] credentials_file is for rtsp cameras"),
        ('[locks]\nport = "ttyUSB0"', '[locks] port is "ttyUSB0". Write it like'),
        ("[locks]\nboard = 33", "[locks] board must be at most 32, not 33"),
        ("[locks]\nlock = 0", "[locks] lock must be at least 1, not 0"),
        ('[locks]\npolarity = "up"', "[locks] polarity must be 'closing-feedback' or"),
        ("[printer]\ncolumns = 40", "[printer] columns must be 32 or 48, not 40"),
        ('[printer]\nurl = "/dev/usb/lp0"', '[printer] url is "/dev/usb/lp0". Write it like none:'),
        ('[printer]\nurl = "file:"', '[printer] url is "file:"'),
        ('[cloud]\npassword = "hunter2"', "[cloud] password is not a setting. Did you mean passw"),
        ('[cloud]\npassword_file = "pw"', "[cloud] password_file needs a username as well."),
        ('[cloud]\nca_file = "ca.pem"', "[cloud] ca_file is given but TLS is off"),
        ('[cloud]\nmode = "embedded"\ntls = true', "[cloud] tls is for mode broker"),
        ('[receipt]\nurl_template = "http://a.cn/{order_id}"', "It must begin with https://HOST/"),
        ('[receipt]\nurl_template = "https://a.cn/r"', "hold {order_id} once"),
        ("[wallet]\nmax_top_up_yuan = 6000", "[wallet] max_top_up_yuan must not be above"),
        ("[wallet]\nmax_top_up_yuan = 99.5", "max_top_up_yuan must be a whole number"),
        ("[paths]\ndata_dir = 3", '[paths] data_dir must be a path in quotes: "…", not 3'),
        ('[paths]\ndata_dir = "a\\u0000b"', "[paths] data_dir holds a NUL character"),
        ('[paths]\ndata_dir = "~nobody-here/x"', "that home folder is unknown"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_do(
    tmp_path: Path, text: str, told: str
) -> None:
    assert told in complaint_about(tmp_path, text)


def test_every_mistake_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    told = complaint_about(tmp_path, "[screen]\nwidth_px = 1\nheight = 2\n[locks]\nboard = 0\n")
    assert "width_px" in told
    assert "Did you mean height_px?" in told
    assert "board" in told


def test_a_receipt_link_holds_the_order_id(tmp_path: Path) -> None:
    link = "https://shop.example:8443/r/{order_id}?v=1"
    assert settings_of(tmp_path, f'[receipt]\nurl_template = "{link}"').receipt.url_template == link


def test_a_cameras_password_comes_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "cam").write_text("ann:p@ss/word\n")
    camera = settings_of(
        tmp_path, '[camera]\nurl = "rtsp://10.0.0.8/1"\ncredentials_file = "cam"\n'
    ).camera
    assert camera.url_with_credentials() == "rtsp://ann:p%40ss%2Fword@10.0.0.8/1"
    assert "p@ss" not in repr(camera)


def test_a_camera_without_a_credentials_file_is_asked_as_it_stands(tmp_path: Path) -> None:
    camera = settings_of(tmp_path, '[camera]\nurl = "rtsp://10.0.0.8/1"').camera
    assert camera.url_with_credentials() == "rtsp://10.0.0.8/1"


def test_a_credentials_file_without_a_colon_is_told_without_its_content(tmp_path: Path) -> None:
    (tmp_path / "cam").write_text("swordfish")
    camera = settings_of(
        tmp_path, '[camera]\nurl = "rtsp://10.0.0.8/1"\ncredentials_file = "cam"\n'
    ).camera
    with pytest.raises(FileProblem, match="USER:PASSWORD") as caught:
        camera.url_with_credentials()
    assert "swordfish" not in str(caught.value)


def test_the_lock_wirings_are_those_of_the_lock_library() -> None:
    polarity = Locks.model_fields["polarity"].annotation
    assert set(get_args(polarity)) == {wiring.value for wiring in Polarity}


_LINES = st.sampled_from(config.example_text().splitlines())
_VALUES = st.sampled_from(
    ["1", "-1", "1.5", '"x"', "[]", "{}", "true", "nan", "1979-05-27", "0x1f"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    st.lists(st.one_of(_LINES, st.tuples(_LINES, _VALUES).map(lambda p: _changed(*p))), max_size=12)
)
def test_a_garbled_settings_file_is_refused_in_words(tmp_path: Path, lines: list[str]) -> None:
    try:
        settings_of(tmp_path, "\n".join(lines))
    except FileProblem as problem:
        assert problem.lines  # noqa: PT017 - either outcome is right; no other exception is


def _changed(line: str, value: str) -> str:
    name, is_setting, _ = line.partition(" = ")
    return f"{name} = {value}" if is_setting else line
