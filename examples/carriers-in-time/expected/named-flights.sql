-- duckdb < expected/named-flights.sql, in this folder
COPY (
  WITH lines AS (SELECT split_part(line, chr(9), 1)::JSON AS k, split_part(line, chr(9), 2)::JSON AS v
                 FROM read_csv('input/carriers.jsonl', columns = {'line': 'VARCHAR'}, delim = '\x01', quote = '', header = false)),
  carriers AS (SELECT k->>'carrier' AS carrier, v->>'valid_from' AS valid_from, v->>'name' AS name FROM lines),
  flights AS (SELECT * FROM read_json('input/flights.jsonl',
    columns = {scheduled_departure: 'VARCHAR', carrier: 'VARCHAR', flight: 'INT', dest: 'VARCHAR'}))
  SELECT f.scheduled_departure, f.carrier, c.name, f.flight, f.dest
  FROM flights f ASOF LEFT JOIN carriers c
    ON f.carrier = c.carrier AND f.scheduled_departure >= c.valid_from
  ORDER BY ALL
) TO 'expected/named-flights.jsonl' (FORMAT json);
