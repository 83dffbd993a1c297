"""Computes expected/orders-by-hour.jsonl from input/ and schemas/, with fastavro and pandas:
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

orders = []
for line in (FOLDER / "input/orders.base64").read_text().splitlines():
    value = base64.b64decode(line)
    magic, id = struct.unpack(">bI", value[:5])
    if magic != 0:
        continue
    try:
        orders.append(fastavro.schemaless_reader(io.BytesIO(value[5:]), SCHEMAS[id]))
    except EOFError:
        continue

frame = pandas.DataFrame(orders)
frame["total"] = frame["total"].where(frame["total"].notna(), frame["amount"])
frame["currency"] = frame["currency"].fillna("EUR")
frame["items"] = frame["items"].map(lambda items: len(items) if isinstance(items, list) else 0)
frame["window_start"] = frame["placed"].dt.floor("h")
by_hour = frame.groupby(["window_start", "currency"]).agg(
    orders=("id", "count"), customers=("customer", "nunique"), total=("total", "sum"), items=("items", "sum")
)
with open(FOLDER / "expected/orders-by-hour.jsonl", "w") as out:
    for (window_start, currency), row in by_hour.iterrows():
        print(
            f'{{"window_start":"{window_start:%Y-%m-%dT%H:%M:%S}","currency":"{currency}","orders":{row.orders},'
            f'"customers":{row.customers},"total":{row.total},"items":{row["items"]}}}',
            file=out,
        )
