/** The event store behind ClickHouse's HTTP protocol: typed queries and deduplicated batch inserts. */
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'

export type QueryParams = Record<string, unknown>

export type EventStore = {
  /** Rows of a query with bound parameters (`{name:Type}` in the text). 64-bit integers and decimals come as text. */
  query<Row>(text: string, params?: QueryParams, options?: { signal?: AbortSignal }): Promise<Row[]>
  /** Writes rows as one block; the same token twice writes once. */
  insert(table: string, rows: readonly object[], token: string): Promise<void>
  command(text: string, params?: QueryParams): Promise<void>
  close(): Promise<void>
  readonly client: ClickHouseClient
}

export function createEventStore(url: string): EventStore {
  const client = createClient({
    url,
    request_timeout: 120_000,
    max_open_connections: 8,
    // Failures are thrown to the caller, who logs them with what it was doing.
    log: { level: ClickHouseLogLevel.OFF },
    compression: { request: false, response: false },
    // An address has no room for the values of a long list; those go in the body.
    use_multipart_params_auto: true,
    clickhouse_settings: {
      output_format_json_quote_64bit_integers: 1,
      output_format_json_quote_decimals: 1,
      // Looking a large set up in the index costs more than the rows it could leave out.
      use_index_for_in_with_subqueries_max_values: '2000',
    },
  })
  return {
    client,
    query: async <Row>(text: string, params: QueryParams = {}, options: { signal?: AbortSignal } = {}) => {
      const result = await client.query({
        query: text,
        query_params: params,
        format: 'JSONEachRow',
        ...(options.signal && { abort_signal: options.signal }),
      })
      return result.json<Row>()
    },
    insert: async (table, rows, token) => {
      if (rows.length === 0) return
      await client.insert({
        table,
        values: rows as object[],
        format: 'JSONEachRow',
        clickhouse_settings: { insert_deduplication_token: token, date_time_input_format: 'best_effort' },
      })
    },
    command: async (text, params = {}) => {
      await client.command({ query: text, query_params: params })
    },
    close: () => client.close(),
  }
}
