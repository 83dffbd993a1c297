"""Computes expected/open-orders.jsonl from input/ and schemas/, with fastavro and pandas: the table as the last event of each
order leaves it, then the totals; a plain aggregation, which knows nothing of changes.
    pip install fastavro pandas && python expected.py
"""
import base64
import io
import json
import pathlib
import struct

import fastavro
import pandas

FOLDER = pathlib.Path(__file__).parent
SCHEMAS = {int(file.name.split(".")[0]): json.loads(file.read_text()) for file in FOLDER.glob("schemas/*.avsc")}

table = {}
for line in (FOLDER / "input/shop.public.orders.base64").read_text().splitlines():
    value = base64.b64decode(line.split("\t")[1])
    if not value:
        continue
    _, id = struct.unpack(">bI", value[:5])
    try:
        event = fastavro.schemaless_reader(io.BytesIO(value[5:]), SCHEMAS[id])
    except (EOFError, IndexError):  # one that is cut off
        continue
    if event["op"] == "d":
        table.pop(event["before"]["id"])
    elif event["op"] != "m" and event["after"]["note"] != "__debezium_unavailable_value":
        placed = event["after"]["placed"] * (1_000 if id == 2 else 1)  # milliseconds in version 1
        table[event["after"]["id"]] = event["after"] | {"placed": placed, "changed": event["source"]["ts_ms"]}

frame = pandas.DataFrame(table.values())
frame = frame[frame["shipped"].isna()]
frame["currency"] = frame["currency"].fillna("EUR")
frame["placed"] = pandas.to_datetime(frame["placed"], unit="us")
frame["changed"] = pandas.to_datetime(frame["changed"], unit="ms")
open_orders = frame.groupby("currency").agg(
    orders=("id", "count"), customers=("customer", "nunique"), amount=("amount", "sum"), oldest=("placed", "min"),
    changed=("changed", "max")
)
with open(FOLDER / "expected/open-orders.jsonl", "w") as out:
    for currency, row in open_orders.iterrows():
        print(
            f'{{"currency":"{currency}"}}\t{{"currency":"{currency}","orders":{row.orders},"customers":{row.customers},'
            f'"amount":{row.amount},"oldest":"{row.oldest.isoformat().removesuffix("000")}","changed":"{row.changed:%Y-%m-%dT%H:%M:%S}Z"}}',
            file=out,
        )
