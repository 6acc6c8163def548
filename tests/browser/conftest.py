"""The whole service over the sample minutes and a hostile one, in a real Chromium; skipped where there is none."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
HOSTILE = """PROTOKOLL

Sammanträde med styrelsen för Skadeby bygdelag

Tid: 2021-03-04, 18.00

Närvarande: <b>Eva "Ek"</b>, ordförande, {long}

§ 1 <script>alert("rubrik")</script> "><img src=x onerror=alert(1)> snickeri
Beslut
Styrelsen beslutar att bifalla <script>alert("beslut")</script> och snickeri \u202ekilderks\u202c {long}

§ 2 Avslutning {{{{ 7*7 }}}}
Ordföranden avslutar mötet med snickeri.
"""


def _chromium() -> str | None:
    """Find a Chromium that is installed; the tests never download one."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def _command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from api.cli import main; main()", *words]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, "the service ended before it answered"
            time.sleep(0.1)
    pytest.fail("the service does not answer within 15 seconds")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Serve an index of the samples; give its address."""
    home, minutes = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("minutes")
    shutil.copytree(CORPUS, minutes / "corpus")
    (minutes / "fientligt.txt").write_text(HOSTILE.format(long="å" * 10_000), encoding="utf-8")
    subprocess.run(_command("index", str(minutes), "--index", str(home)), cwd=ROOT, check=True, capture_output=True)
    port = _free_port()
    server = subprocess.Popen(
        _command("serve", "--index", str(home), "--port", str(port)),
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="session")
def chromium():
    """Start the browser."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install playwright"
    )
    program = _chromium()
    if program is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_tab(chromium, site):
    """Give a function that opens a tab; what the browser complains about ends up in `tab.complaints`."""
    contexts = []

    def opened(*, width=1280, script=True, **more):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, base_url=site, **more
        )
        contexts.append(context)
        tab = context.new_page()
        tab.complaints = []
        tab.on("console", lambda message: tab.complaints.append(message.text))
        tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.on("dialog", lambda dialog: (tab.complaints.append(dialog.message), dialog.dismiss()))
        return tab

    yield opened
    for context in contexts:
        context.close()
