"""Hold a short conversation on the running page in Chromium, and write docs/screenshot.png.

The server runs on a free port and keeps what it writes in a directory that is gone afterwards.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.e2e.conftest import ARGUMENTS
from tests.server.running import free_port

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "screenshot.png"
MOST_BYTES = 400_000
SAID = ("hoi", "Als zijn kinderen er zijn, voel ik me een gast in mijn eigen huis.")


def talk(page: Page) -> None:
    """Say what a stepmother might say, and leave her words and the answer in sight."""
    for number, text in enumerate(SAID):
        page.get_by_label("Je bericht").fill(text)
        page.get_by_role("button", name="Stuur").click()
        page.locator(".replies").nth(number).wait_for()
    page.locator(".person").last.evaluate(
        "element => { element.scrollIntoView(); element.getRootNode().activeElement?.blur(); scrollTo(0, 0); }"
    )


def picture(url: str, chromium: str) -> None:
    """Write the picture of a conversation at `url`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 420, "height": 860}, device_scale_factor=2, locale="nl-NL")
        page.goto(url)
        talk(page)
        page.screenshot(path=PICTURE)
        browser.close()


def main() -> None:
    """Start the server, take the picture, stop the server."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is needed for the screenshot; install it, for example with: apt-get install chromium")
    url = f"http://127.0.0.1:{(port := free_port())}/"
    command = [sys.executable, "-m", "stiefwijzer", "serve", "--port", str(port)]
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "STIEFWIJZER_VAR": var}
        environment.pop("DATABASE_URL", None)
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                if not any(line.startswith("Ready") for line in server.stdout):
                    sys.exit("The server did not start; the lines above say why.")
                picture(url, chromium)
            finally:
                server.send_signal(signal.SIGTERM)
    size = PICTURE.stat().st_size
    if size > MOST_BYTES:
        sys.exit(f"{PICTURE.relative_to(ROOT)} is {size // 1000} kB; at most {MOST_BYTES // 1000} kB was meant.")
    print(f"Wrote {PICTURE.relative_to(ROOT)} ({size // 1000} kB)")


if __name__ == "__main__":
    main()
