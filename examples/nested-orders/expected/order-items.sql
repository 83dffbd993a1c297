-- duckdb < expected/order-items.sql, in this folder; the two lines that are dead letters are left out
COPY (
  WITH lines AS (SELECT line::JSON AS line FROM read_csv('input/orders.jsonl', columns = {'line': 'VARCHAR'}, delim = '\x01',
                 quote = '', header = false) WHERE line NOT LIKE '%4.505%' AND line NOT LIKE '%10:00:06Z%'),
  orders AS (SELECT unnest(CASE json_type(line) WHEN 'ARRAY' THEN from_json(line, '["JSON"]') ELSE [line] END) AS o FROM lines),
  items AS (SELECT o, unnest(from_json(o->'items', '["JSON"]')) AS i FROM orders)
  SELECT (o->>'id')::BIGINT AS id, strftime(make_timestamp_ms((o->>'placed')::BIGINT), '%Y-%m-%dT%H:%M:%S')
      || CASE (o->>'placed')::BIGINT % 1000 WHEN 0 THEN '' ELSE '.' || lpad(((o->>'placed')::BIGINT % 1000)::VARCHAR, 3, '0') END
      || 'Z' AS placed,
    o->>'$.customer.address.city' AS city, o->>'$.tags[0]' AS first_tag, i->>'sku' AS sku,
    ((i->>'price')::DECIMAL(8, 2) * (i->>'quantity')::INT
      * (1 - coalesce((o->'discounts'->>(i->>'sku'))::DECIMAL(3, 2), 0)))::DECIMAL(10, 2) AS amount,
    CASE json_type(o->'gift') WHEN 'OBJECT' THEN o->>'$.gift.from' END AS gift_from
  FROM items ORDER BY ALL
) TO 'expected/order-items.jsonl' (FORMAT json);
