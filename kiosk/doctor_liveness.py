"""What stands between a photograph of a member and their money on this kiosk, part by part.

Gestures, the passive network and the depth camera: which of them are active, and what they do not
stop.
"""

from __future__ import annotations

from importlib.util import find_spec

from kiosk.config import Settings
from kiosk.domain.language import Label
from kiosk.flows.records import Finding, Grade
from models.errors import ModelsError

_REINSTALL = Label(
    "重新安装：python -m models install fr-liveness", "Run: python -m models install fr-liveness"
)
_GESTURES_OFF = Label(
    "没有动作检测：拿一张照片就能冒充会员", "No gestures: a photograph passes for a member"
)
_CABLE = Label(
    "请检查深度相机的连线，或改正 [camera] depth。",
    "Check the depth camera's cable, or correct [camera] depth.",
)


def liveness(settings: Settings, depth_trouble: str | None = None) -> Finding:
    """`depth_trouble`: what a running kiosk's depth camera is kept from measuring by, "" if by
    nothing; None where no kiosk runs: then the driver is looked for, and not opened."""
    from models.liveness_pack import installed_liveness, load_liveness  # noqa: PLC0415  # OpenCV

    try:
        load_liveness(settings.paths.models_dir)
    except ModelsError as error:
        damaged = Label(f"活体检测模型已损坏。{error}", str(error))
        return Finding("liveness", Grade.BAD, damaged, _REINSTALL)
    if not settings.face.gestures:
        advice = Label("在 [face] 里把 gestures 设为 2", "Set gestures = 2 under [face]")
        return Finding("liveness", Grade.WARNING, _GESTURES_OFF, advice)
    depth = settings.camera.depth
    trouble = _not_found(depth) if depth_trouble is None else depth_trouble
    if trouble:
        return Finding("liveness", Grade.BAD, Label(f"深度相机用不了。{trouble}", trouble), _CABLE)
    network = installed_liveness(settings.paths.models_dir)
    return Finding("liveness", Grade.GOOD, _active(settings.face.gestures, network, depth))


def _active(gestures: int, network: str | None, depth: str) -> Label:
    seen, gap = _depth_in_words(depth)
    return Label(
        f"{gestures} 个随机动作；静默检测：{network or '未安装'}；深度相机：{seen.zh}。"
        f"挡不住{gap.zh}",
        f"{gestures} gestures at random; passive network: {network or 'none'}; depth camera: "
        f"{seen.en}. Does not stop {gap.en}",
    )


def _depth_in_words(depth: str) -> tuple[Label, Label]:
    """What there is, and what passes all the same."""
    obeying = Label("会照做的视频和面具", "a video that obeys, or a mask")
    match depth:
        case "none:":
            return Label("无", "none"), obeying
        case "simulator:":
            return Label("模拟的，不起保护作用", "simulated, protects nobody"), obeying
        case driver:
            return Label(driver, driver), Label("面具", "a mask")


def _not_found(depth: str) -> str:
    """Of a driver, looked for by its first name: to look deeper would import, and may hang."""
    module = depth.partition(":")[0].partition(".")[0]
    if depth in {"none:", "simulator:"} or find_spec(module) is not None:
        return ""
    return f"There is no module {module} for [camera] depth = {depth}."
