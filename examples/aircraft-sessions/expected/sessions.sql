-- duckdb < expected/sessions.sql, in this folder
COPY (
  WITH flights AS (SELECT * FROM read_json('input/flights.jsonl',
    columns = {scheduled_departure: 'TIMESTAMP', tailnum: 'VARCHAR', distance: 'INT'})),
  marked AS (SELECT *, coalesce(scheduled_departure - lag(scheduled_departure) OVER w >= INTERVAL 10 HOUR, true)::INT AS begins
    FROM flights WINDOW w AS (PARTITION BY tailnum ORDER BY scheduled_departure)),
  numbered AS (SELECT *, sum(begins) OVER (PARTITION BY tailnum ORDER BY scheduled_departure) AS session FROM marked)
  SELECT tailnum, strftime(min(scheduled_departure), '%Y-%m-%dT%H:%M:%S') AS window_start,
    strftime(max(scheduled_departure) + INTERVAL 10 HOUR, '%Y-%m-%dT%H:%M:%S') AS window_end,
    count(*) AS departures, sum(distance)::INT AS miles
  FROM numbered GROUP BY tailnum, session ORDER BY ALL
) TO 'expected/sessions.jsonl' (FORMAT json);
