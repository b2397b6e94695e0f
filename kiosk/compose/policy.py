"""The settings as the policies that the flows decide by."""

from __future__ import annotations

import secrets

from kiosk.compose.rails import offer
from kiosk.config import Settings
from kiosk.domain.cabinet import Cabinet
from kiosk.domain.offline import OfflineLimits
from kiosk.domain.text_message import CODE_LENGTH
from kiosk.flows.alive import AlivePolicy
from kiosk.flows.cabinet_place import CabinetPolicy
from kiosk.flows.confirm_number import CodePolicy
from kiosk.flows.draws import Draws
from kiosk.flows.face_capture import CapturePolicy
from kiosk.flows.purchase import PurchasePolicy
from kiosk.flows.staff import StaffPolicy
from kiosk.flows.steps import VisitPolicy


def policy_of(settings: Settings, draws: Draws, cabinets: tuple[Cabinet, ...] = ()) -> VisitPolicy:
    times = settings.timeouts
    return VisitPolicy(
        language=settings.site.language,
        idle_s=times.idle_s,
        still_there_s=times.still_there_s,
        result_s=times.result_s,
        search_s=settings.face.search_timeout_s,
        purchase=_purchase(settings),
        capture=CapturePolicy(),
        alive=_alive(settings, draws),
        needs_pin=settings.face.previous_pack is not None,
        staff=StaffPolicy(
            kiosk_id=settings.site.device_id,
            max_top_up=settings.wallet.max_top_up,
            max_balance=settings.wallet.max_balance,
            counter=offer(settings).counter,
        ),
        offer=offer(settings),
        risk=settings.risk.policy,
        codes=_codes(settings),
        cabinets=cabinets,
        cabinet=_cabinet(settings),
    )


def _cabinet(settings: Settings) -> CabinetPolicy:
    times = settings.cabinet
    return CabinetPolicy(
        open_s=times.open_within_s,
        remind_s=times.remind_after_s,
        alarm_s=times.alarm_after_s,
        closed_s=times.closed_for_s,
        steady_s=times.steady_s,
        give_up_s=times.give_up_after_s,
        review_s=times.review_within_h * 3600,
        subject=settings.site.name.zh,
    )


def _codes(settings: Settings) -> CodePolicy | None:
    if settings.messages.mode == "off":
        return None
    return CodePolicy(lambda: f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}")


def _alive(settings: Settings, draws: Draws) -> AlivePolicy | None:
    face = settings.face
    if not face.gestures:
        return None
    return AlivePolicy(
        draws,
        gestures=face.gestures,
        try_s=face.gestures_timeout_s,
        passive_least=face.passive_least,
    )


def _purchase(settings: Settings) -> PurchasePolicy:
    times, offline = settings.timeouts, settings.offline
    return PurchasePolicy(
        confirm_s=times.confirm_s,
        query_s=times.payment_query_s,
        deadline_s=times.payment_deadline_s,
        opens_door=settings.locks.port != "none:",
        prints_receipt=not settings.printer.url.startswith("none:"),
        subject=settings.site.name.zh,
        offline=OfflineLimits(offline.per_member, offline.per_kiosk, offline.hours),
    )
