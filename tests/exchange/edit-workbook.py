#!/usr/bin/env python3
#
# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""edit-workbook.py HOW IN.xlsx OUT.xlsx: what a person does to a workbook, done by openpyxl.

save     opens and saves it
arrange  sorts the rows, moves, renames and hides columns, adds blank rows, a filter and a formula
edit     changes one description, removes one shot, adds one
"""

import sys

import openpyxl

KEYS, TITLES, FIRST = 1, 2, 3


def column(sheet, key):
    return next(cell.column for cell in sheet[KEYS] if cell.value == f"aip:shot:{key}")


def take_rows(sheet):
    """Values with their types: a text that looks like a formula stays a text."""
    rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=KEYS)]
    sheet.delete_rows(KEYS, sheet.max_row)
    return rows


def arrange(sheet):
    description = column(sheet, "description") - 1
    everything = take_rows(sheet)
    heads, rows = everything[:2], everything[2:]
    rows.sort(key=lambda row: str(row[description][0] or ""), reverse=True)
    order = list(range(len(heads[0])))
    order.append(order.pop(0))
    order.insert(2, order.pop(6))
    blank = [[(None, "n")] * len(order)] * 3
    for number, row in enumerate(heads + rows[:5] + blank + rows[5:], KEYS):
        for place, source in enumerate(order, 1):
            cell = sheet.cell(number, place)
            cell.value, data_type = row[source]
            cell.data_type = data_type
    for cell in sheet[TITLES]:
        cell.value = f"열 {cell.column}"
    sheet.column_dimensions["C"].hidden = True
    sheet.auto_filter.ref = sheet.dimensions
    sheet.cell(sheet.max_row + 2, len(order) + 2).value = "=1+1"


def edit(sheet):
    sheet.cell(FIRST, column(sheet, "description")).value = "A new description"
    sheet.delete_rows(FIRST + 1)
    sheet.cell(sheet.max_row + 1, column(sheet, "code")).value = "NEW-1"


def main():
    how, source, target = sys.argv[1:]
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    if how == "arrange":
        arrange(sheet)
    elif how == "edit":
        edit(sheet)
    book.save(target)


main()
