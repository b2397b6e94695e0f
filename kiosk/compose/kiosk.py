"""One kiosk, built from its settings. Reads as a parts list.

core thread   conductor ← inbox ← everybody     owns visit, timers, database
payments      one call at a time to a rail      for whoever stands in front
payments-guard  likewise                        for everything older
agreements    is there one? sign, end         two lanes as well
codes         messages to phones              one after the other
rail watch    which services answer
vision        frames → FaceObserved             brings camera and models up first
camera        frames → mailbox, preview
depth         does this face stand out?         where there is such a camera
lock link     serial port ⇄ lock board
printer       receipts → paper
reports       day-ends → CSV, PDF and PNG     bills → differences
status        what is missing or broken       for the staff's page
lookups       members, decisions              likewise
cloud link    outbox → MQTT
health        disk, database and clock          empties the log after deletions
Qt main       windows; lives in ui/, knows only `Display` and `put`
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.compose import back_room, devices, heap, late, lookups, rails
from kiosk.compose.devices import Part
from kiosk.compose.eyes import CameraSeat
from kiosk.compose.gestures import draws_by
from kiosk.compose.policy import policy_of
from kiosk.compose.records import (
    address_of,
    change_of_packs,
    database_path,
    log_progress,
    open_records,
    own_connection,
    safe_of,
)
from kiosk.compose.signing import fleet_signed
from kiosk.conductor import Conductor
from kiosk.config import Settings
from kiosk.devices.photo_people import SeenByPeople
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.ids import uuid7
from kiosk.flows.events import Event
from kiosk.flows.visit import Visit
from kiosk.perform import Performer, World
from kiosk.perform_agreements import AgreementWorld
from kiosk.ports import Display
from kiosk.storage import cleaning, look_alikes, members, pulse, staff_pin
from kiosk.storage.database import open_database
from kiosk.timers import Timers
from kiosk.workers.agreements import AgreementsWorker
from kiosk.workers.codes import CodesWorker
from kiosk.workers.health import HealthWatch, Vitals, free_bytes
from kiosk.workers.lookups import Lookups
from kiosk.workers.payments import PaymentsWorker, Rails
from kiosk.workers.reporting import Draw
from kiosk.workers.status import StatusWorker
from kiosk.workers.vision import VisionWorker

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Kiosk:
    """All parts of one kiosk. `stage` moves the people in front of a `dir:` camera; `services` are
    the payment services, `phones` what messages arrive on, where they are simulated.

    `draw_report`: day-ends as PDF and PNG, where there is a window to borrow the font from.
    """

    def __init__(
        self,
        settings: Settings,
        display: Display,
        on_preview: Callable[[NDArray[np.uint8]], None],
        on_restart: Callable[[], None],
        draw_report: Draw = lambda _report: {},
    ) -> None:
        heap.keep_little()
        clock = SystemClock(settings.site.zone)
        services = late.simulated_services(settings, clock)
        if services is not None:
            settings = services.settings
        phones = late.simulated_phones(settings, clock)
        if phones is not None:
            settings = phones.settings
        records = open_records(settings, clock.now)
        connection = own_connection(database_path(settings))
        camera = CameraSeat(settings, clock.monotonic, self.put, on_preview)
        vision = VisionWorker(
            camera.load,
            camera.newest_after,
            lambda: members.all_templates(connection(), records.vault, log_progress),
            lambda member_id: members.templates_of(connection(), records.vault, member_id),
            lambda by: look_alikes.not_compared(connection(), by),
            self.put,
        )
        payments = PaymentsWorker(lambda: lane_rails(settings, clock.now), self.put)
        agreements = AgreementsWorker(
            lambda: rails.agreements(settings, clock.now, connection), self.put
        )
        codes = CodesWorker(lambda: late.send_once(settings, clock.now, connection), self.put)
        watch = rails.rail_watch(settings, clock.now, self.put)
        printer = devices.printer(settings, records.problems, self.put)
        reports = back_room.reports(settings, draw_report, connection, clock.now, self.put)
        door, door_parts = devices.door(settings, clock, self.put)
        cabinet_world, cabinet_parts = late.cabinets(
            settings, records.catalogue, self.put, clock.monotonic, records.problems
        )
        door_parts += cabinet_parts
        cloud, cloud_parts = devices.cloud(settings, clock, self.put)
        health = HealthWatch(
            lambda: Vitals(
                free_bytes(settings.paths.data_dir),
                clock.now(),
                *pulse.feel(connection, clock.reading()),
            ),
            self.put,
            lambda: cleaning.go_on(connection()),
        )
        status = StatusWorker(
            lambda: late.findings(
                settings,
                clock.now(),
                records.recovered,
                lambda: printer.trouble,
                lambda: watch.seen,
                lambda: camera.depth_trouble,
            ),
            self.put,
        )
        looked_up = Lookups(lookups.answers(connection, records.vault, clock.now), self.put)
        self._parts: list[Part] = [
            payments, agreements, codes, watch, printer, reports, status, looked_up,
            *door_parts, *cloud_parts, camera, vision, health,
        ]  # fmt: skip
        self._parts[:0] = [part for part in (services, phones) if part is not None]
        self.stage = camera.stage
        self.services = services
        self.phones = phones
        timers = Timers()
        world = World(
            database=records.database,
            clock=clock,
            timers=timers,
            display=SeenByPeople(services.watched(display) if services else display, camera.stage),
            eyes=vision,
            payments=payments.shopper,
            guard=payments.guard,
            door=door,
            printer=printer,
            cloud=cloud,
            address=address_of(settings),
            reports=reports,
            safe=safe_of(settings, records.vault),
            random_bytes=os.urandom,
            cabinets=cabinet_world,
            findings=status.ask,
            look_up=looked_up.ask,
            restart=on_restart,
            risk=settings.risk.policy,
            change=change_of_packs(settings, records.database, clock.now()),
            fleet_signed=fleet_signed(settings, records.problems),
            agreements=AgreementWorld(agreements, (*rails.service_modes(settings),)),
            codes=codes,
        )
        finished = records.recovered.finished
        visit = Visit(
            records.catalogue,
            policy_of(settings, draws_by(records.vault, clock.now), cabinet_world.cabinets),
            lambda: uuid7(clock.now_ms(), os.urandom(10)),
            has_staff_pin=staff_pin.is_set(records.database),
            faults=tuple(records.problems),
            recovered=finished[-1] if finished else None,
        )
        self._conductor = Conductor(visit, Performer(world), timers, clock)

    def put(self, event: Event) -> None:
        """Tell what happened; from any thread."""
        self._conductor.put(event)

    def start(self) -> None:
        """The core first, so that the first screen waits for no device."""
        self._conductor.start()
        for part in self._parts:
            part.start()

    def stop(self) -> None:
        """Each within 2 s. What was not finished is found again by the next start."""
        self._conductor.stop()
        for part in reversed(self._parts):
            part.stop()


def lane_rails(settings: Settings, now: Callable[[], datetime]) -> Rails:
    """Every way to pay, with connections of its own: made on the lane that uses it."""
    path = database_path(settings)
    switch = rails.rails(settings, now, lambda: open_database(path))
    return Rails(switch, switch)
