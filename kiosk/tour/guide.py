"""Leads the tour: every language and shape in turn, each on a fresh kiosk of its own."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from cloud_sync.settings import BrokerAddress
from cloud_sync.simulator.back_office import BackOffice
from cloud_sync.simulator.faults import Faults
from cloud_sync.simulator.ledger import OrderTaken
from kiosk.config import Settings
from kiosk.domain.language import Language
from kiosk.run import Window
from kiosk.samples import PICTURES
from kiosk.tour import agreements, member, money, shopper, staff
from kiosk.tour.hand import Hand, TourError
from kiosk.tour.round import Round, Stage
from kiosk.tour.traces import Secret
from kiosk.tour.wire import Wire

SHAPES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}
IDLE_S, STILL_THERE_S = 16.0, 4.0


def lead(
    settings: Settings,
    samples: Path,
    out: Path,
    monotonic: Callable[[], float],
    languages: tuple[Language, ...] = tuple(Language),
    shapes: tuple[str, ...] = tuple(SHAPES),
) -> int:
    """Exit status: 0 when every step did what it should, else 1. Pictures go below `out`."""
    began = monotonic()
    failures = 0
    for language in languages:
        for shape in shapes:
            name = f"{language}-{shape}"
            print(f"\n{name}")
            try:
                _one(settings, samples, out / name, language, shape, monotonic)
            except TourError:
                failures += 1
    word = "all steps did what they should" if not failures else f"{failures} rounds FAILED"
    print(f"\n{word}, in {monotonic() - began:.0f} s. Pictures: {out}")
    return 1 if failures else 0


def _one(
    settings: Settings,
    samples: Path,
    pictures: Path,
    language: Language,
    shape: str,
    monotonic: Callable[[], float],
) -> None:
    shutil.rmtree(pictures, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="kaimen-tour-") as folder:
        home = Path(folder)
        people = home / "people"
        people.mkdir()
        for name in PICTURES:
            shutil.copy(samples / name, people)
        own = _own_settings(settings, home, people, language, shape)
        stage = Stage(
            people, pictures, language, monotonic, lambda line: print(f"  {line}", flush=True)
        )
        reported: list[str] = []
        wire = Wire(home, own.cloud.port, now_ms=lambda: int(monotonic() * 1000))
        office = _back_office(own, reported, monotonic)
        wire.start()
        office.start()
        try:
            tour = Round(_by_way_of(wire, own), stage, reported)
            kept = _walk(tour)
            _broken_catalogue(own, stage, home)
        finally:
            office.stop()
            wire.stop()
        member.left_no_trace(tour, home, kept)


def _say(line: str) -> None:
    print(f"  {line}", flush=True)


def _by_way_of(wire: Wire, settings: Settings) -> Settings:
    """The broker is the tour's own, and the kiosk's line to it is listened to."""
    cloud = settings.cloud.model_copy(update={"mode": "broker", "port": wire.port})
    return settings.model_copy(update={"cloud": cloud})


def _walk(tour: Round) -> list[Secret]:
    """What must not be found anywhere afterwards."""
    try:
        staff.first_start(tour)
        shopper.join(tour)
        staff.top_up(tour)
        shopper.buy_by_face(tour)
        shopper.a_photograph_of_the_member(tour)
        shopper.a_video_of_the_member(tour)
        shopper.buy_by_phone(tour)
        money.pay_by_code(tour)
        money.pay_by_screen(tour)
        money.pay_at_counter(tour)
        money.refund(tour)
        agreements.pays_without_a_password(tour)
        money.day_end(tour)
        agreements.turns_it_off(tour)
        shopper.not_enough_and_idle(tour)
        shopper.known_and_unplugged(tour)
        kept = member.deletes_the_face(tour)
        staff.daily_round(tour)
        staff.call_screen(tour)
        shopper.after_a_power_cut(tour)
    finally:
        tour.close()
    return kept


def _broken_catalogue(settings: Settings, stage: Stage, home: Path) -> None:
    broken = home / "catalogue.toml"
    broken.write_text('[[products]]\nsku = "tea"\nprice = 3.5\n')
    paths = settings.paths.model_copy(update={"catalogue": broken})
    window = Window(settings.model_copy(update={"paths": paths}))
    hand = Hand(window.app, stage.monotonic)
    window.kiosk.start()
    try:
        hand.sees("OutOfOrder")
        hand.picture(stage.pictures / "99-out-of-order.png")
        stage.say("       a broken catalogue ends in a clear screen")
    finally:
        window.close()


def _own_settings(
    settings: Settings, home: Path, people: Path, language: Language, shape: str
) -> Settings:
    """As the simulated kiosk, with its own data, people and broker, and less patience."""
    width, height = SHAPES[shape]
    paths = settings.paths.model_copy(update={"data_dir": home / "data"})
    return settings.model_copy(
        update={
            "site": settings.site.model_copy(update={"language": language}),
            "paths": paths,
            "screen": settings.screen.model_copy(
                update={"fullscreen": False, "width_px": width, "height_px": height}
            ),
            "camera": settings.camera.model_copy(
                update={"url": f"dir:{people}", "depth": "simulator:"}
            ),
            "printer": settings.printer.model_copy(update={"url": f"text:{home}/receipts.txt"}),
            "timeouts": settings.timeouts.model_copy(
                update={"idle_s": IDLE_S, "still_there_s": STILL_THERE_S}
            ),
            "cloud": settings.cloud.model_copy(
                update={"port": _free_port(), "expects_receipts": True}
            ),
        }
    )


def _free_port() -> int:
    """So that a tour can run beside a kiosk."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _back_office(
    settings: Settings, reported: list[str], monotonic: Callable[[], float]
) -> BackOffice:
    def hear(news: object) -> None:
        if isinstance(news, OrderTaken):
            reported.append(news.key)

    return BackOffice(
        BrokerAddress(port=settings.cloud.port),
        Faults(),
        hear,
        now_ms=lambda: int(monotonic() * 1000),
        jitter=lambda: 0.5,
    )
