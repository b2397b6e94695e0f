"""Orders and connection news as lines for people.

Tickets, payment ids and member ids are left out: anybody may read over a shoulder.
"""

from cloud_sync.events import CloudConnected, CloudLost
from cloud_sync.listener import ListenerEvent, Listening
from cloud_sync.payloads import MemberForgotten, OrderPaid, RefundDone


def order_line(order: OrderPaid) -> str:
    pieces = sum(line.quantity for line in order.lines)
    return (
        f"{order.paid_at.isoformat()}  {order.site}/{order.device}  order {order.order_id}  "
        f"{pieces} piece{'' if pieces == 1 else 's'}  "
        f"{order.total_minor} minor units {order.currency}  by {order.rail}"
    )


def refund_line(refund: RefundDone) -> str:
    return (
        f"{refund.refunded_at.isoformat()}  {refund.site}/{refund.device}  "
        f"order {refund.order_id}  gave back {refund.amount_minor} minor units "
        f"{refund.currency}  by {refund.rail}  ({refund.reason})"
    )


def answer_line(answer: MemberForgotten) -> str:
    what = f"did {answer.command_id}" if answer.command_id else "forgot a member"
    return f"{answer.site}/{answer.device}  {what}: {answer.receipt}"


def news_line(event: ListenerEvent) -> str | None:
    match event:
        case Listening():
            return "Listening for orders. Ctrl-C ends."
        case CloudLost(reason):
            return f"Not connected: {reason} Trying again."
        case CloudConnected():
            return None
