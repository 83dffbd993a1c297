"""Writes input/parcels.base64: records of all three schemas, in Confluent's wire format.

With fastavro, an implementation of Avro that shares no code with the pipeline's:
    pip install fastavro && python make-input.py
"""
import base64
import datetime
import decimal
import io
import json
import pathlib
import random
import struct
import uuid

import fastavro

FOLDER = pathlib.Path(__file__).parent
SCHEMAS = {int(file.name.split(".")[0]): json.loads(file.read_text()) for file in FOLDER.glob("schemas/*.avsc")}
PLACES = [("CH", "Bern"), ("CH", None), ("AT", "Graz"), ("DE", "Köln"), ("DE", "Ulm")]

random.seed(8)
start = datetime.datetime(2026, 3, 1, 6, tzinfo=datetime.timezone.utc)
with open(FOLDER / "input/parcels.base64", "w") as out:
    for i in range(60):
        schema = 1 if i < 20 else 2 if i < 45 else 3
        country, city = random.choice(PLACES)
        parcel = {
            "id": uuid.UUID(int=random.getrandbits(128), version=4),
            "weight": decimal.Decimal(random.randint(100, 20_000)).scaleb(-3),
            "to": {"country": country, "city": city, "postcode": None if city is None else str(1000 + i)},
            "sent": start + datetime.timedelta(minutes=37 * i, microseconds=random.randint(0, 999_999)),
            "express": random.random() < 0.3,
            "insured": decimal.Decimal("50.00") if i % 7 == 0 else None,
        }
        value = io.BytesIO()
        fastavro.schemaless_writer(value, SCHEMAS[schema], parcel)
        print(base64.b64encode(struct.pack(">bI", 0, schema) + value.getvalue()).decode(), file=out)
