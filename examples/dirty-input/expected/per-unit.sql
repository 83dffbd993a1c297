-- duckdb < expected/per-unit.sql, in this folder; the lines of input that are in order, with the expressions of the query
COPY (
  SELECT sensor, TRY_CAST(batch AS INT) AS batch, CAST(amount / units AS DECIMAL(12, 4)) AS per_unit
  FROM (VALUES ('a', 10.50::DECIMAL(10, 2), 3, '17'), ('h', 99999999.99, 1, '20'), ('j', 100, 8, NULL))
    AS readings(sensor, amount, units, batch)
) TO 'expected/per-unit.jsonl' (FORMAT json);
