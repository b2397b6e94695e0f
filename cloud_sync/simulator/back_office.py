"""The ledger behind a broker: a back office on a thread of its own."""

from collections.abc import Callable

from cloud_sync import topics
from cloud_sync.listener import EAGER, Listener, ListenerEvent, Subscription
from cloud_sync.mqtt import Arrived
from cloud_sync.settings import BrokerAddress, Patience
from cloud_sync.simulator.faults import Faults
from cloud_sync.simulator.ledger import Ledger, Verdict

SESSION_EXPIRY_S = 24 * 3600


class BackOffice:
    """`on_news` gets every verdict and every change of the connection, on the office's thread."""

    def __init__(
        self,
        address: BrokerAddress,
        faults: Faults,
        on_news: Callable[[Verdict | ListenerEvent], None],
        *,
        now_ms: Callable[[], int],
        jitter: Callable[[], float],
        patience: Patience = EAGER,
    ) -> None:
        self._on_news = on_news
        self._ledger = Ledger(faults, now_ms)
        self._listener = Listener(
            Subscription(
                address, "kaimen-back-office", topics.ALL_ORDERS, SESSION_EXPIRY_S, patience
            ),
            self._take,
            on_news,
            outgoing=self._ledger.receipts_due,
            now_ms=now_ms,
            jitter=jitter,
        )

    def misbehave(self, faults: Faults) -> None:
        """From the next message on; `Faults()` ends it."""
        self._ledger.faults = faults

    def start(self) -> None:
        self._listener.start()

    def stop(self) -> None:
        """Returns within 2 s. What it has taken is forgotten with the object."""
        self._listener.stop()

    def _take(self, arrived: Arrived) -> None:
        self._on_news(self._ledger.take(arrived))
