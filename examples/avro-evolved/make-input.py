"""Writes input/orders.base64: records of both schemas, in Confluent's wire format.

With fastavro, an implementation of Avro that shares no code with the pipeline's:
    pip install fastavro && python make-input.py
"""
import base64
import decimal
import io
import json
import pathlib
import random
import struct
from datetime import datetime, timedelta, timezone

import fastavro

FOLDER = pathlib.Path(__file__).parent
SCHEMAS = {
    id: fastavro.parse_schema(json.loads((FOLDER / f"schemas/{id}.orders-value.avsc").read_text())) for id in (1, 2)
}


def record(id, value):
    out = io.BytesIO()
    out.write(struct.pack(">bI", 0, id))
    fastavro.schemaless_writer(out, SCHEMAS[id], value)
    return out.getvalue()


random.seed(7)
placed = datetime(2026, 3, 1, 8, 0, tzinfo=timezone.utc)
records = []
for id in range(1, 61):
    placed += timedelta(seconds=random.randint(0, 300))
    order = {
        "id": id,
        "customer": random.choice(["ann", "bob", "cem", "dör"]),
        "placed": placed - timedelta(seconds=random.randint(0, 500)),
    }
    total = decimal.Decimal(random.randint(100, 99999)) / 100
    # The shop's two servers are upgraded one after the other: for a while the versions alternate.
    if id < 20 or id < 40 and random.random() < 0.5:
        records.append(record(1, order | {"total": total}))
        continue
    order |= {"amount": total, "currency": random.choice(["EUR", "CHF"])}
    order["items"] = [{"article": f"a{random.randint(1, 9)}", "count": 1} for _ in range(random.randint(0, 3))]
    if random.random() < 0.2:
        order["customer"] = None
    if id > 55:
        order["id"] += 5_000_000_000
    records.append(record(2, order))
records.insert(30, b'{"id": 31, "customer": "ann"}')
records.insert(45, record(2, order)[:-4])
(FOLDER / "input/orders.base64").write_bytes(b"".join(base64.b64encode(value) + b"\n" for value in records))
