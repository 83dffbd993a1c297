-- duckdb < expected/streaks.sql, in this folder
COPY (
  WITH flights AS (SELECT *, row_number() OVER () AS line FROM read_json('input/flights.jsonl',
    columns = {scheduled_departure: 'TIMESTAMP', carrier: 'VARCHAR', flight: 'INT', origin: 'VARCHAR', dep_delay: 'INT'})),
  marked AS (SELECT *, coalesce(dep_delay >= 30, false) AS late,
    row_number() OVER w - row_number() OVER (PARTITION BY carrier, origin, coalesce(dep_delay >= 30, false)
                                             ORDER BY scheduled_departure, line) AS run,
    lead(flight) OVER w IS NOT NULL AS followed
    FROM flights WINDOW w AS (PARTITION BY carrier, origin ORDER BY scheduled_departure, line)),
  runs AS (SELECT carrier, origin, arg_min(flight, line) AS first_flight, arg_max(flight, line) AS last_flight,
      count(*) AS delays, max(dep_delay) AS worst, bool_and(followed) AS ended
    FROM marked WHERE late GROUP BY carrier, origin, run)
  SELECT carrier, origin, first_flight, last_flight, delays, worst FROM runs WHERE delays >= 3 AND ended ORDER BY ALL
) TO 'expected/streaks.jsonl' (FORMAT json);
