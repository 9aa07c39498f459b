#!/usr/bin/env python3
#
# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""sheet-peer.py read IN.xlsx | write IN.xlsx OUT.xlsx: the first sheet through openpyxl.

Prints the seconds of the work alone: without the start of Python and, for write, without reading.
"""

import sys
import time

import openpyxl


def read(source):
    book = openpyxl.load_workbook(source, data_only=True)
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def main():
    start = time.perf_counter()
    rows = read(sys.argv[2])
    if sys.argv[1] == "write":
        start = time.perf_counter()
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(["'" + value if isinstance(value, str) and value[:1] == "=" else value
                                for value in row])
        book.save(sys.argv[3])
    print(f"{time.perf_counter() - start:.4f}")


main()
