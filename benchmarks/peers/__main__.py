"""Prints the peers' rates: run as `python -m peers` in the benchmarks folder."""

import argparse
import signal
import sys
from itertools import product

from peers import jasmin, kannel
from peers.operator_process import OperatorProcess
from peers.outcome import Measured, Receipts, Skipped

SENTENCE = "Vĩnh Phúc, ngày 01/12: cấp độ dịch 3. Người dân hạn chế ra ngoài, thực hiện 5K, khai báo y tế. "
_PEERS = {"kannel": kannel.rate, "jasmin": jasmin.rate}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", nargs="*", choices=_PEERS, default=list(_PEERS))
    parser.add_argument("--recipients", type=int, default=4000)
    parser.add_argument("--operator-ms", type=int, nargs="*", default=[0, 20])
    parser.add_argument("--window", type=int, nargs="*", default=[50, 200])
    parser.add_argument("--receipts", type=Receipts, nargs="*", default=list(Receipts))
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that every `with` block ends its processes
    texts = [SENTENCE * 2] * options.recipients
    addresses = [str(84_900_000_000 + n) for n in range(options.recipients)]
    for peer, milliseconds, window, receipts in product(
        options.peers, options.operator_ms, options.window, options.receipts
    ):
        with OperatorProcess(answer_after=milliseconds / 1000, receipts=receipts is not Receipts.NONE) as operator:
            outcome = _PEERS[peer](
                texts, addresses, operator.port, window=window, counts=operator.counts, receipts=receipts
            )
        print(
            f"{peer}, operator {milliseconds} ms, window {window}, receipts {receipts}: {_words(outcome)}", flush=True
        )


def _words(outcome: Measured | Skipped) -> str:
    if isinstance(outcome, Skipped):
        return outcome.reason
    return (
        f"{outcome.messages_per_second:.0f} messages/s, {outcome.parts_per_second:.0f} parts/s in "
        f"{outcome.seconds:.2f} s (fed in {outcome.fed_seconds:.2f} s, cores: feeder {outcome.feeder_busy:.2f}, "
        f"gateway {outcome.gateway_busy:.2f}, others {outcome.others_busy:.2f}; load {outcome.load:.2f})"
    )


if __name__ == "__main__":
    main()
