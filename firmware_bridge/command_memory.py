"""Which command ids were seen, for which lock, and how they ended. In memory only: the durable
journal is the owner's, and is written before the order comes here."""

from firmware_bridge.messages import LockAddress, UnlockResult


class CommandMemory:
    """Keeps the latest `capacity` ids; an id that is not decided yet is never forgotten."""

    def __init__(self, capacity: int = 4096) -> None:
        self._capacity = capacity
        self._addresses: dict[str, LockAddress] = {}
        self._results: dict[str, UnlockResult] = {}

    def remember(self, command_id: str, address: LockAddress) -> None:
        self._addresses[command_id] = address

    def settle(self, result: UnlockResult) -> None:
        self._results[result.command_id] = result
        if len(self._results) > self._capacity:
            oldest = next(iter(self._results))
            del self._results[oldest], self._addresses[oldest]

    def address_of(self, command_id: str) -> LockAddress | None:
        return self._addresses.get(command_id)

    def result_of(self, command_id: str) -> UnlockResult | None:
        return self._results.get(command_id)
