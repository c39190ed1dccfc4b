"""Running actions inside the Rasa process, without an HTTP hop to an action server."""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.actions.action import ActionExecutionRejection as RejectedByRasa
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

from stiefwijzer.lean.patches.calls import IN_PROCESS

logger = logging.getLogger(__name__)


class InProcessActions(EndpointConfig):
    """An action endpoint whose `request` calls the actions directly."""

    def __init__(self, sorry: str, package: str = "actions") -> None:
        """Find the actions.

        Args:
            sorry: What is said when an action fails, so that nobody is met with silence.
            package: Where the actions are.
        """
        super().__init__(url=f"{IN_PROCESS}{package}")
        self._sorry = sorry
        self._executor = ActionExecutor()
        self._executor.register_package(package)

    async def request(self, method: str = "post", **kwargs: Any) -> dict[str, Any] | None:
        """Run the action named in `kwargs["json"]["next_action"]`, as the action server would.

        Returns:
            The `events` and `responses` of the action; an apology when it failed.

        Raises:
            rasa.core.actions.action.ActionExecutionRejection: The action declined to run.
        """
        call = kwargs["json"]
        try:
            result: dict[str, Any] | None = await self._executor.run(call)
        except ActionExecutionRejection as rejection:
            raise RejectedByRasa(rejection.action_name, rejection.message) from rejection
        except Exception as error:
            # Whatever went wrong, somebody is waiting. The error itself may quote them, so only its kind is logged.
            logger.error("%s failed: %s", call["next_action"], type(error).__name__)
            return {"events": [], "responses": [{"text": self._sorry}]}
        return result
