"""The command's words: what `--help` says, and the settings and rules that options make."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kiosk.simulators.payment_service.errors import SettingsError
from kiosk.simulators.payment_service.faults import EXPLAINED, FaultRule, parse_fault
from kiosk.simulators.payment_service.settings import Habits, ServiceSettings

FOLDER = Path("var/payment_service")
COMMANDS = """code SERVICE [BUYER]         a fresh payment code (alipay or wechat), good for 60 s
face [BUYER]                 a face token, as Alipay's certified camera gives it
scan CODE_URL [BUYER]        scan a QR code and pay it
confirm NUMBER               the buyer gives the password for a waiting payment
refuse NUMBER                the buyer says no
confirm-score NUMBER [BUYER] the buyer agrees to a Payscore order
agreement [BUYER]            the agreement number for Alipay; openid [BUYER] for WeChat
sign URL [BUYER]             scan the code of an agreement in Alipay's app, and say yes
end-agreement NUMBER         end an agreement in the app; agreements: those signed here
buyers                       who there is, and what they have left
add-buyer NAME FEN [HABIT]   one more; habits: plain, password, expired
trades / trade NUMBER        all trades / one
books [SERVICE]              sums; do they add up?
notify NUMBER [HOW]          send the notify once more: again, forged, unsigned, tampered
fault RULE / faults / clear  add a rule of faults / list them / drop them all"""
RULES = """A rule is NAME[,method=GLOB][,nth=N][,times=N][,chance=P][,seconds=S][,queries=N].
Methods are called alipay.trade.pay … and wechat.codepay, native, query, close, reverse, refund,
refund_query, score_create, score_query, score_complete, score_cancel, score_modify,
permission_query, permission_end, bill;
notify.alipay, notify.wechat. Faults:
"""


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m kiosk.simulators.payment_service",
        description="Alipay and WeChat Pay to test against: true HTTP and signatures, books of "
        "its own, buyers with phones, and faults on request. Without a command it serves.",
        epilog=f"Commands to a running service, also at its prompt:\n{COMMANDS}\n\n"
        f"bill --date DAY --service SERVICE --out FILE   the day's bill, as the vendor writes it"
        f"\n\n{RULES}{_fault_list()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument(
        "words",
        nargs="*",
        metavar="COMMAND",
        help="serve (the default), bill, or one of the commands below with its words",
    )
    made.add_argument(
        "--folder", type=Path, default=FOLDER, help=f"keys, books, addresses (default {FOLDER})"
    )
    _add_serving(made.add_argument_group("serve"))
    bill = made.add_argument_group("bill")
    bill.add_argument("--date", metavar="DAY", help="a day in Beijing, such as 2026-11-21")
    bill.add_argument("--service", choices=["alipay", "wechat"], default="alipay")
    bill.add_argument("--out", type=Path, metavar="FILE")
    return made


def settings_of(arguments: argparse.Namespace) -> ServiceSettings:
    """Raises SettingsError."""
    habits = Habits(
        alipay_rate=_rate(arguments.alipay_rate),
        wechat_rate=_rate(arguments.wechat_rate),
        notify_pace=arguments.notify_pace,
        hang_s=arguments.hang,
        wechat_refund_s=arguments.refund_takes,
        auto_pay_s=arguments.auto_pay,
    )
    return ServiceSettings(
        habits=habits,
        host=arguments.host,
        port=arguments.port,
        control_port=arguments.control_port,
    )


def rules_of(arguments: argparse.Namespace) -> tuple[FaultRule, ...]:
    """Raises SettingsError."""
    return tuple(parse_fault(text) for text in arguments.fault)


def _add_serving(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--host", default="127.0.0.1", help="listen here (default this machine)")
    group.add_argument("--port", type=int, default=8790, help="0: any free one (default 8790)")
    group.add_argument("--control-port", type=int, default=8791, help="for commands (default 8791)")
    group.add_argument("--fault", action="append", default=[], metavar="RULE", help="see below")
    group.add_argument("--seed", type=int, default=None, help="repeat the same faults and codes")
    group.add_argument(
        "--auto-pay", type=float, metavar="SECONDS", help="QR codes pay themselves so late"
    )
    group.add_argument(
        "--notify-pace", type=float, default=1.0, help="gaps between notifies times this"
    )
    group.add_argument(
        "--hang", type=float, default=60.0, metavar="SECONDS", help="how long time-outs hang"
    )
    group.add_argument(
        "--refund-takes", type=float, default=1.0, metavar="SECONDS", help="WeChat PROCESSING"
    )
    group.add_argument("--alipay-rate", default="0.0038", help="Alipay's fee (default 0.0038)")
    group.add_argument("--wechat-rate", default="0.006", help="WeChat's fee (default 0.006)")


def _rate(text: str) -> Decimal:
    try:
        rate = Decimal(text)
    except InvalidOperation as error:
        raise SettingsError(f"Not a rate: {text!r}. Write 0.0038 for 0.38 %.") from error
    if not 0 <= rate < 1:
        raise SettingsError(f"No fee is {text} of the amount. Write 0.0038 for 0.38 %.")
    return rate


def _fault_list() -> str:
    return "\n".join(f"  {fault.value:<18} {words}" for fault, words in EXPLAINED.items())
