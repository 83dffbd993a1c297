-- What the pipeline must compute, computed by DuckDB, whose reader of CSV leaves out the line that is no row. From the folder
-- of this example:
--   python -m pip install duckdb
--   python -c "import duckdb; duckdb.sql(open('expected/departures.sql').read())"
COPY (
  SELECT airport,
    strftime(time_bucket(INTERVAL 6 HOUR, ts, TIMESTAMP '2013-01-01'), '%Y-%m-%dT%H:%M:%S') AS window_start,
    strftime(time_bucket(INTERVAL 6 HOUR, ts, TIMESTAMP '2013-01-01') + INTERVAL 6 HOUR, '%Y-%m-%dT%H:%M:%S') AS window_end,
    count(*) AS flights, count(*) - count(dep_delay) AS cancelled, max(dep_delay) AS longest_delay, sum(distance) AS miles
  FROM read_csv('input/flights.jsonl', header = false, delim = ',', quote = '"', escape = '"', nullstr = 'NA',
    ignore_errors = true, columns = {
      'ts': 'TIMESTAMP', 'carrier': 'VARCHAR', 'flight': 'INTEGER', 'airport': 'VARCHAR', 'dest': 'VARCHAR',
      'dep_delay': 'INTEGER', 'distance': 'DECIMAL(6, 1)'})
  GROUP BY ALL
  ORDER BY window_start, airport
) TO 'expected/departures.jsonl' (FORMAT json);
