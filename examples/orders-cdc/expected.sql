-- What the topic customers must hold in the end, computed by DuckDB. From the folder of this example:
--   python -m pip install duckdb
--   python -c "import duckdb; duckdb.sql(open('expected.sql').read())"
-- The table as the last event of each order leaves it, then the totals; a plain query, which knows nothing of changes.
CREATE TABLE events AS
  SELECT row_number() OVER () AS line, (split_part(line, chr(9), 1)::JSON ->> 'id')::BIGINT AS id, event ->> 'op' AS op,
    (event -> 'after') AS new
  FROM (SELECT line, nullif(split_part(line, chr(9), 2), '')::JSON AS event
        FROM read_csv('input/shop.orders.jsonl', columns = {'line': 'VARCHAR'}, delim = '\0', quote = '', header = false,
          parallel = false))
  WHERE event IS NOT NULL; -- a tombstone says nothing that the deletion has not said
-- The event whose amount is no number is a dead letter.
DELETE FROM events WHERE new ->> 'amount' IS NOT NULL AND try_cast(new ->> 'amount' AS DECIMAL(10, 2)) IS NULL;
CREATE TABLE orders AS
  SELECT id, new ->> 'customer' AS customer, (new ->> 'amount')::DECIMAL(10, 2) AS amount, new ->> 'status' AS status,
    DATE '1970-01-01' + (new ->> 'ordered')::INTEGER AS ordered
  FROM events
  QUALIFY row_number() OVER (PARTITION BY id ORDER BY line DESC) = 1 AND op <> 'd';
COPY (
  SELECT to_json({'customer': customer})::VARCHAR || chr(9)
    || to_json({'customer': customer, 'orders': count(*), 'total': sum(amount), 'last_ordered': strftime(max(ordered), '%Y-%m-%d')})::VARCHAR
  FROM orders WHERE status <> 'cancelled' GROUP BY customer ORDER BY customer
) TO 'expected/customers.jsonl' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\0');
