"""Running actions inside the Rasa process, without an HTTP hop to an action server."""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import ActionExecutionRejection as RejectedByRasa
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection


class InProcessActions(EndpointConfig):
    """An action endpoint whose `request` calls the actions directly."""

    def __init__(self, package: str = "actions") -> None:
        super().__init__(url=f"in-process:{package}")
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, method: str = "post", **kwargs: Any) -> dict[str, Any] | None:
        """Run the action named in `kwargs["json"]["next_action"]`, as the action server would.

        Returns:
            The `events` and `responses` of the action.

        Raises:
            rasa.core.actions.action.ActionExecutionRejection: The action declined to run.
            rasa_sdk.interfaces.ActionNotFoundException: There is no action of that name.
        """
        call = kwargs["json"]
        try:
            result: dict[str, Any] | None = await self._executor.run(call)
        except ActionExecutionRejection as rejection:
            raise RejectedByRasa(rejection.action_name, rejection.message) from rejection
        return result
