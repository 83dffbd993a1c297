-- duckdb < expected/busiest.sql, in this folder
COPY (
  WITH flights AS (SELECT * FROM read_json('input/flights.jsonl',
    columns = {scheduled_departure: 'TIMESTAMP', origin: 'VARCHAR', dest: 'VARCHAR'})),
  counted AS (SELECT origin, dest, time_bucket(INTERVAL 2 HOUR, scheduled_departure) AS window_start, count(*) AS flights
    FROM flights GROUP BY ALL),
  ranked AS (SELECT *, row_number() OVER (PARTITION BY window_start, origin ORDER BY flights DESC, dest) AS place FROM counted)
  SELECT origin, strftime(window_start, '%Y-%m-%dT%H:%M:%S') AS window_start, place, dest, flights
  FROM ranked WHERE place <= 3 ORDER BY ALL
) TO 'expected/busiest.jsonl' (FORMAT json);
