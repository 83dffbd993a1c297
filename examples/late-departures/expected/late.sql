-- duckdb < expected/late.sql, in this folder. A departure is late if, with the records before it, the watermark has passed the
-- end of its hour; the watermark is half an hour and a millisecond behind the newest scheduled departure.
CREATE TABLE marked AS
  SELECT *, time_bucket(INTERVAL 1 HOUR, scheduled_departure) AS window_start,
    max(scheduled_departure) OVER (ORDER BY nr ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      - INTERVAL 30 MINUTE - INTERVAL 1 MILLISECOND AS watermark
  FROM (SELECT *, row_number() OVER () AS nr FROM read_json('input/departures.jsonl',
    columns = {scheduled_departure: 'TIMESTAMP', carrier: 'VARCHAR', flight: 'INT', dep_delay: 'INT'}));
CREATE TABLE judged AS
  SELECT *, coalesce(watermark >= window_start + INTERVAL 1 HOUR - INTERVAL 1 MILLISECOND, false) AS late FROM marked;
COPY (
  SELECT carrier, strftime(window_start, '%Y-%m-%dT%H:%M:%S') AS window_start, count(*) AS flights, max(dep_delay) AS longest_delay
  FROM judged WHERE NOT late GROUP BY ALL ORDER BY ALL
) TO 'expected/hourly.jsonl' (FORMAT json);
COPY (
  SELECT 'the row comes too late: scheduled_departure is ' || strftime(scheduled_departure, '%Y-%m-%dT%H:%M:%SZ') || ', '
      || (epoch_ms(watermark) - epoch_ms(scheduled_departure)) || ' ms behind the watermark, '
      || strftime(watermark, '%Y-%m-%dT%H:%M:%S.%gZ') || '; the step is WindowAggregate(groupBy=[carrier],'
      || ' window=[TUMBLE(time_col=[scheduled_departure], size=[1 h])], select=[carrier, COUNT(*) AS flights,'
      || ' MAX(dep_delay) AS longest_delay, start(''w$) AS window_start, end(''w$) AS window_end])' AS reason,
    {carrier: carrier, dep_delay: dep_delay,
      scheduled_departure: strftime(scheduled_departure, '%Y-%m-%dT%H:%M:%SZ')} AS value
  FROM judged WHERE late ORDER BY nr
) TO 'expected/dead-letters.jsonl' (FORMAT json);
