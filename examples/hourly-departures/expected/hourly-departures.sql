-- duckdb < expected/hourly-departures.sql, in this folder
COPY (
  WITH flights AS (SELECT upper(regexp_extract(filename, 'flights-([a-z]+)\.jsonl', 1)) AS airport, scheduled_departure
    FROM read_json('input/flights-*.jsonl', columns = {scheduled_departure: 'TIMESTAMP'}, filename = true))
  SELECT airport, strftime(time_bucket(INTERVAL 1 HOUR, scheduled_departure), '%Y-%m-%dT%H:%M:%S') AS departure_hour,
    count(*) AS flights
  FROM flights GROUP BY ALL ORDER BY ALL
) TO 'expected/hourly-departures.jsonl' (FORMAT json);
