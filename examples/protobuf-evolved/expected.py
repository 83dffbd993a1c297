"""Computes expected/bookings-by-hour.jsonl from input/ and schemas/, with Python's library of Protobuf and pandas:
    pip install grpcio-tools pandas && python expected.py
"""
import base64
import struct

import pandas
from google.protobuf.message import DecodeError

from messages import FOLDER, MESSAGES

bookings = []
for line in (FOLDER / "input/orders.base64").read_text().splitlines():
    value = base64.b64decode(line)
    magic, id = struct.unpack(">bI", value[:5])
    if magic != 0:
        continue
    index, body = (0, value[6:]) if value[5] == 0 else (value[6] // 2, value[7:])
    try:
        message = MESSAGES[id][index].FromString(body)
    except (DecodeError, IndexError):
        continue
    fields = {field.name for field in message.DESCRIPTOR.fields}
    # Of a message of version 1 every customer is one, since its field does not tell.
    has_customer = "customer" in fields and (id == 2 or message.HasField("customer"))
    bookings.append(
        {
            "window_start": pandas.Timestamp(message.placed.ToDatetime()).floor("h"),
            "currency": message.currency if "currency" in fields else "EUR",
            "customer": message.customer if has_customer else None,
            "cents": message.total_cents if "total_cents" in fields else -message.refunded_cents,
            "items": len(message.items) if "items" in fields else 0,
        }
    )

frame = pandas.DataFrame(bookings)
by_hour = frame.groupby(["window_start", "currency"]).agg(
    bookings=("cents", "size"), customers=("customer", "nunique"), cents=("cents", "sum"), items=("items", "sum")
)
with open(FOLDER / "expected/bookings-by-hour.jsonl", "w") as out:
    for (window_start, currency), row in by_hour.iterrows():
        print(
            f'{{"window_start":"{window_start:%Y-%m-%dT%H:%M:%S}","currency":"{currency}","bookings":{row["bookings"]},'
            f'"customers":{row.customers},"cents":{row.cents},"items":{row["items"]}}}',
            file=out,
        )
