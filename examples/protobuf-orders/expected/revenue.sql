-- What the pipeline must compute, computed by DuckDB from the orders before they were written as Protobuf. From the folder of
-- this example:
--   python -m pip install duckdb
--   python -c "import duckdb; duckdb.sql(open('expected/revenue.sql').read())"
COPY (
  WITH orders AS (
    SELECT * FROM read_json('orders.jsonl', columns = {
      'placed_at': 'TIMESTAMP', 'status': 'VARCHAR', 'labels': 'MAP(VARCHAR, VARCHAR)',
      'items': 'STRUCT(product VARCHAR, quantity BIGINT, price_cents BIGINT)[]'})),
  sold AS (
    SELECT date_trunc('hour', placed_at) AS window_start, labels['channel'] AS channel, unnest(items) AS item
    FROM orders WHERE status <> 'CANCELLED')
  SELECT item.product AS product,
    strftime(window_start, '%Y-%m-%dT%H:%M:%S') AS window_start,
    strftime(window_start + INTERVAL 1 HOUR, '%Y-%m-%dT%H:%M:%S') AS window_end,
    sum(item.quantity)::BIGINT AS quantity, sum(item.quantity * item.price_cents)::BIGINT AS cents,
    count(channel) AS by_channel
  FROM sold GROUP BY ALL ORDER BY window_start, product
) TO 'expected/revenue.jsonl' (FORMAT json);
