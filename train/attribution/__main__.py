"""From the corpus to what ships, in one command.

``python -m train.attribution POLNEAR OUT`` trains, exports to int8, tunes the decoding on dev, and puts
weights and settings into the package as ``default`` (or ``--name``). Stopped, it goes on with the same
command.
"""

from __future__ import annotations

import argparse

from onrecord.attribution.network import folder
from train.attribution.export import export_quantised
from train.attribution.fit import add_arguments, fit, settings_of
from train.attribution.tune import add_window, tune


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    parser.add_argument("--name", default="default", help="the tagger to replace")
    add_window(parser)
    given = parser.parse_args()
    weights = fit(given.polnear, given.out, settings_of(given), given.transfer)
    shipped = given.out / f"{given.name}.onnx"
    export_quantised(given.polnear, weights, shipped)
    tune(given.polnear, shipped, given.window)
    for path in (shipped, shipped.with_suffix(".json")):
        (folder() / path.name).write_bytes(path.read_bytes())


if __name__ == "__main__":
    main()
