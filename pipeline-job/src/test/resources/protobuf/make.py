"""Writes what the tests read: messages.base64, the descriptor set of the .proto files here, and records.jsonl, messages as
another implementation of Protobuf writes them (a line each: the record in base64, and the row that it must become).

    python -m pip install grpcio-tools
    python make.py

Nothing of it is needed to build or to test.
"""
import base64
import json
import pathlib
import tempfile

import grpc_tools
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc

HERE = pathlib.Path(__file__).parent
FILES = ["legacy.proto", "editions.proto", "everything.proto"]
PROTOS = pathlib.Path(grpc_tools.__file__).parent / "_proto"

with tempfile.NamedTemporaryFile() as out:
    arguments = [f"-I{HERE}", f"-I{PROTOS}", "--include_imports", f"--descriptor_set_out={out.name}"]
    assert protoc.main(["protoc", *arguments, *FILES]) == 0
    descriptor_set = pathlib.Path(out.name).read_bytes()
(HERE / "messages.base64").write_bytes(base64.b64encode(descriptor_set) + b"\n")

pool = descriptor_pool.DescriptorPool()
for file in descriptor_pb2.FileDescriptorSet.FromString(descriptor_set).file:
    pool.Add(file)
Everything = message_factory.GetMessageClass(pool.FindMessageTypeByName("test.v1.Everything"))

NOTHING = {
    "i32": 0, "s32": 0, "sf32": 0, "u32": 0, "f32": 0, "i64": 0, "s64": 0, "sf64": 0, "u64": 0, "f64": 0,
    "flt": 0.0, "dbl": 0.0, "flag": False, "text": "", "data": "", "status": "UNKNOWN", "part": None,
    "maybe": None, "maybe_status": None, "numbers": [], "unpacked": [], "texts": [], "parts": [], "statuses": [],
    "doubles": [], "counts": {}, "chosen_number": None, "chosen_text": None, "chosen_part": None, "chosen_status": None, "at": None, "took": None,
    "mask": None, "attributes": None, "any_json": None, "json_list": None, "any": None, "bool_value": None,
    "bytes_value": None, "double_value": None, "float_value": None, "int32_value": None, "int64_value": None,
    "string_value": None, "uint32_value": None, "uint64_value": None, "times": [],
    "times_by_name": {}, "int32_values": [],
}


def part(name="", level=0, *parts):
    return {"part_name": name, "level": level, "parts": list(parts)}


def inner(name="", level=0):
    """A part of a part: its own parts are no columns."""
    return {"part_name": name, "level": level}


def records():
    """Messages, and what differs from NOTHING in their rows."""
    yield Everything(), {}
    extremes = {
        "i32": -(2**31), "s32": -(2**31), "sf32": -(2**31), "u32": 2**32 - 1, "f32": 2**32 - 1, "i64": -(2**63),
        "s64": -(2**63), "sf64": -(2**63), "u64": 2**64 - 1, "f64": 2**64 - 1, "flt": 1.5, "dbl": 1e300, "flag": True,
        "text": "grüß \U0001f600 \0", "status": "CLOSED", "maybe": 0,
    }
    yield Everything(**extremes, data=b"\0\xff"), extremes | {"data": "AP8="}
    most = {"i32": 2**31 - 1, "s32": 2**31 - 1, "i64": 2**63 - 1, "s64": 2**63 - 1, "u64": 2**63, "maybe": -1}
    yield Everything(**most, status=1, maybe_status=-1), most | {"status": "OPEN", "maybe_status": "ODD"}
    lists = {"numbers": [0, 1, -1, 2**31 - 1], "unpacked": [-(2**63), 2**63 - 1], "texts": ["", "a", "ß"], "doubles": [0.5]}
    yield Everything(**lists, statuses=[0, 2]), lists | {"statuses": ["UNKNOWN", "CLOSED"]}
    nested = {"part": part("a", 1, inner("b", 2)), "parts": [part(), part("c", -1)]}
    yield Everything(**nested), nested
    yield Everything(counts={"": 0, "x": -1, "y": 2**63 - 1}), {"counts": {"": 0, "x": -1, "y": 2**63 - 1}}
    yield Everything(chosen_number=0), {"chosen_number": 0}
    yield Everything(chosen_text=""), {"chosen_text": ""}
    yield Everything(chosen_part={}), {"chosen_part": part()}
    yield Everything(chosen_status=0), {"chosen_status": "UNKNOWN"}
    known = Everything()
    known.at.FromJsonString("2013-01-01T10:15:00.123456Z")
    known.took.FromJsonString("-90061.5s")
    known.mask.FromJsonString("a.b,c")
    known.attributes.update({"a": 1, "b": [True, None, {"c": "ß\""}], "d": 0.1, "e": {}})
    known.any_json.string_value = "text"
    known.json_list.extend([1, "x", []])
    known.any.Pack(Everything(i32=7))
    known.times_by_name["a"].FromJsonString("1970-01-01T00:00:00Z")
    known.times.add().FromJsonString("1969-12-31T23:59:59.999999Z")
    known.times.add().FromJsonString("0001-01-01T00:00:00Z")
    known.times.add().FromJsonString("9999-12-31T23:59:59.999999Z")
    yield known, {
        "at": "2013-01-01T10:15:00.123456Z", "took": "PT-25H-1M-1.5S", "mask": "a.b,c",
        "attributes": {"a": 1, "b": [True, None, {"c": "ß\""}], "d": 0.1, "e": {}}, "any_json": "text",
        "json_list": [1, "x", []], "any": {"type_url": "type.googleapis.com/test.v1.Everything", "value": "CAc="},
        "times_by_name": {"a": "1970-01-01T00:00:00Z"},
        "times": ["1969-12-31T23:59:59.999999Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"],
    }
    wrapped = {
        "bool_value": False, "double_value": 0.0, "float_value": -2.5, "int32_value": -7, "int64_value": 0,
        "string_value": "", "uint32_value": 2**32 - 1, "uint64_value": 2**64 - 1,
    }
    wrappers = Everything(bytes_value={}, int32_values=[{"value": 1}, {}])
    for name, value in wrapped.items():
        getattr(wrappers, name).value = value
        getattr(wrappers, name).SetInParent()
    yield wrappers, wrapped | {"bytes_value": "", "int32_values": [1, 0]}


with open(HERE / "records.jsonl", "w", encoding="utf-8") as out:
    for message, row in records():
        record = base64.b64encode(message.SerializeToString(deterministic=True)).decode()
        out.write(json.dumps({"record": record, "row": NOTHING | row}, ensure_ascii=False) + "\n")
