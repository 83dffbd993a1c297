# What the pipeline must compute, computed by Python's own regular expressions and pandas. From the folder of this example:
#   python -m pip install pandas
#   python expected/answers.py
import re
import pandas

LINE = re.compile(
    r'(?P<client>\S+) \S+ \S+ \[(?P<at>[^\]]+)\] "[^"]*" (?P<status>\d{3}) (?P<sent>\d+|-) '
    r'"(?:[^"\\]|\\.)*" "(?:[^"\\]|\\.)*"'
)

with open("input/access-log.jsonl") as file:
    matches = [LINE.fullmatch(line.rstrip("\n")) for line in file]
rows = pandas.DataFrame([match.groupdict() for match in matches if match])
rows["window_start"] = pandas.to_datetime(rows["at"], format="%d/%b/%Y:%H:%M:%S %z", utc=True).dt.floor("min")
rows["sent"] = pandas.to_numeric(rows["sent"].where(rows["sent"] != "-")).astype("Int64")
rows["status"] = rows["status"].astype(int)

windows = (
    rows.groupby(["window_start", "status"])
    .agg(
        answers=("client", "size"),
        clients=("client", "nunique"),
        sent=("sent", lambda sizes: sizes.sum(min_count=1)),
    )
    .reset_index()
)
windows["window_end"] = (windows["window_start"] + pandas.Timedelta(minutes=1)).dt.strftime("%Y-%m-%dT%H:%M:%S")
windows["window_start"] = windows["window_start"].dt.strftime("%Y-%m-%dT%H:%M:%S")
columns = ["status", "window_start", "window_end", "answers", "clients", "sent"]
windows[columns].to_json("expected/answers.jsonl", orient="records", lines=True)
