-- What the pipeline must compute, computed by DuckDB. From the folder of this example:
--   python -m pip install duckdb
--   python -c "import duckdb; duckdb.sql(open('expected/delays.sql').read())"
-- The input ends with its last record, so every hour is closed in the end.
CREATE TABLE flights AS
  SELECT scheduled_departure::TIMESTAMP AS ts, origin, dep_delay
  FROM (SELECT unnest(json_transform(split_part(line, chr(9), 2),
          '{"scheduled_departure": "VARCHAR", "origin": "VARCHAR", "dep_delay": "INTEGER"}'))
        FROM read_csv('input/flights.jsonl', columns = {'line': 'VARCHAR'}, delim = '\0', quote = '', header = false));
CREATE TABLE weather AS
  SELECT observed_at::TIMESTAMP AS ts, origin, wind_speed, precip
  FROM (SELECT unnest(json_transform(split_part(line, chr(9), 2),
          '{"observed_at": "VARCHAR", "origin": "VARCHAR", "wind_speed": "DOUBLE", "precip": "DOUBLE"}'))
        FROM read_csv('input/weather.jsonl', columns = {'line': 'VARCHAR'}, delim = '\0', quote = '', header = false));
COPY (
  WITH hourly_delays AS (
    SELECT origin, date_trunc('hour', ts) AS window_start,
      count(*) AS flights, count(*) - count(dep_delay) AS cancelled, round(avg(dep_delay), 2) AS mean_delay
    FROM flights GROUP BY ALL),
  hourly_weather AS (
    SELECT origin, date_trunc('hour', ts) AS window_start, max(wind_speed) AS wind_speed, max(precip) AS precip
    FROM weather GROUP BY ALL)
  SELECT origin,
    strftime(window_start, '%Y-%m-%dT%H:%M:%S') AS window_start,
    strftime(window_start + INTERVAL 1 HOUR, '%Y-%m-%dT%H:%M:%S') AS window_end,
    flights, cancelled, mean_delay, wind_speed, precip
  FROM hourly_delays LEFT JOIN hourly_weather USING (origin, window_start)
  ORDER BY window_start, origin
) TO 'expected/delays.jsonl' (FORMAT json);
