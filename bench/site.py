"""Measure the built pages as a phone loads them: `python -m bench.site [PAGE ...] [--runs N]`.

Best with nothing else running: all times are those of the wall.
"""

import sys
from statistics import median
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from bench.options import read_options
from bench.tables import short, table
from bench.variants import BUILT, FOLDERS, MATHJAX, TEXT, served
from tests.browsing import READ
from tests.conftest import FLAGS

PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True, "has_touch": True}
SLOWER = 4  # than this computer
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}

NOTE = """
A cold cache, a processor slowed down 4 times, 150 ms to the server and back, 1.6 Mbit/s: Lighthouse's phone.
The server is this computer; it compresses text. Each number is the median of the runs.
  KB, requests    what went over the network until nothing more was asked for, compressed
  first paint     first contentful paint
  first formula   until the first formula that is not folded away has been painted
  all formulas    until every formula of the page is set and painted, or would be where the reader goes
                  (as text, a formula is there when its TeX is)
  shift           sum of all layout shifts, until the page has been scrolled to its end
  blocking        what tasks took beyond 50 ms each, until loaded and all formulas set, plus one second
"""

# Which elements are formulas, and which of them still wait, in each variant.
FORMULAS = {BUILT: "mjx-container", TEXT: ".arithmatex", MATHJAX: ".arithmatex mjx-container"}
WAITING = {MATHJAX: ".arithmatex:not(:has(mjx-container))"}

WATCH = """
window.seen = {shift: 0, blocking: 0};
const watch = (type, use) =>
  new PerformanceObserver((list) => list.getEntries().forEach(use)).observe({type, buffered: true});
watch('layout-shift', (entry) => seen.shift += entry.hadRecentInput ? 0 : entry.value);
watch('longtask', (entry) => seen.blocking += Math.max(0, entry.duration - 50));
watch('paint', (entry) => { if (entry.name === 'first-contentful-paint') seen.paint = entry.startTime; });
const isThere = (element) => element.getClientRects().length > 0;
const isStyled = () => [...document.querySelectorAll('link[rel=stylesheet]')].every((link) => link.sheet);
const look = () => {
  // Asked for a place before it is styled, a browser lays the page out once more than it would.
  const first = seen.first || isStyled() && [...document.querySelectorAll(FORMULAS)].some(isThere);
  const all = document.querySelector('footer') && !(WAITING && document.querySelector(WAITING)); // it ends what is read
  setTimeout(() => { // behind the frame, which is painted now
    if (first) seen.first ??= performance.now();
    if (all) seen.all = performance.now();
    else requestAnimationFrame(look);
  });
};
requestAnimationFrame(look);
"""


class Load(NamedTuple):
    """What one load of a page took, in bytes and seconds."""

    bytes: float
    requests: float
    paint: float
    first: float
    all: float
    shift: float
    blocking: float


def load(browser, address: str, variant: str) -> Load:
    """Load a page with nothing in the cache, and scroll through it."""
    context = browser.new_context(**PHONE, bypass_csp=True)  # MathJax needs more than our pages permit
    page = context.new_page()
    received, failed = {}, []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    devtools = context.new_cdp_session(page)
    devtools.on("Network.loadingFinished", lambda e: received.update({e["requestId"]: e["encodedDataLength"]}))
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    script = WATCH.replace("FORMULAS", repr(FORMULAS[variant])).replace("WAITING", repr(WAITING.get(variant, "")))
    page.add_init_script(script)
    page.goto(address, wait_until="load", timeout=120_000)
    page.wait_for_function("seen.all", timeout=120_000)
    page.wait_for_load_state("networkidle", timeout=120_000)
    page.wait_for_timeout(1000)
    seen = page.evaluate("seen")
    page.evaluate(READ)
    shift = page.evaluate("seen.shift")
    context.close()
    if failed:
        sys.exit(f"{address}: could not be loaded whole: {', '.join(failed)}")
    times = [max(seen[name], seen["paint"]) / 1e3 if name in seen else 0 for name in ("paint", "first", "all")]
    over_network = [size for size in received.values() if size]  # data: addresses have no size
    return Load(sum(over_network), len(over_network), *times, shift, seen["blocking"] / 1e3)


def row(name: str, load: Load) -> tuple:
    """Return a row of the table."""
    times = (short(seconds) if seconds else "-" for seconds in (load.paint, load.first, load.all))
    return name, f"{load.bytes / 1e3:.0f}", f"{load.requests:.0f}", *times, f"{load.shift:.4f}", short(load.blocking)


HEAD = ("", "KB", "requests", "first paint", "first formula", "all formulas", "shift", "blocking")


def summarise(results: dict[str, dict[str, Load]]) -> None:
    """Print how much later than as text all formulas are there, and how much more there is to load."""
    rows = []
    for variant in (BUILT, MATHJAX):
        later = {path: loads[variant].all / loads[TEXT].all for path, loads in results.items()}
        more = {path: loads[variant].bytes / loads[TEXT].bytes for path, loads in results.items()}
        worst = max(later, key=later.get)
        shift = max(loads[variant].shift for loads in results.values())
        ratios = (median(later.values()), later[worst], median(more.values()), max(more.values()))
        rows.append((variant, *(f"{ratio:.2f}" for ratio in ratios), f"{shift:.4f}", worst))
    head = ("", "time, median", "time, largest", "bytes, median", "bytes, largest", "shift, largest", "slowest page")
    table(f"All formulas, relative to the math as text ({len(results)} pages)", head, rows)


def main() -> None:
    """Print a table a page, and what they have in common."""
    paths, runs, executable = read_options("bench.site", "Measure the built pages as a phone loads them.", 3)
    results = {}
    with served() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        print(f"Chromium {browser.version}\n{NOTE}")
        for path in paths:
            loads = {variant: [] for variant in FOLDERS.values()}
            for _ in range(runs):  # in turn, so that a busy moment does not meet one variant only
                for folder, variant in FOLDERS.items():
                    loads[variant].append(load(browser, f"{server}/{folder}/{path}", variant))
            results[path] = {v: Load(*map(median, zip(*found, strict=True))) for v, found in loads.items()}
            table(path, HEAD, [row(*found) for found in results[path].items()])
        browser.close()
    summarise(results)


if __name__ == "__main__":
    main()
