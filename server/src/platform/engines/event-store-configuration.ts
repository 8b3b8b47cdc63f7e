/** What the embedded ClickHouse may use of the machine, as its configuration file and as settings of every statement. */
import { availableParallelism, totalmem } from 'node:os'

const megabyte = 1024 * 1024

/** Memory in bytes the engine may hold in all: 40% of the machine, at least 600 MB, at most 8 GB. */
function memoryLimit(machine = totalmem()): number {
  return Math.round(Math.min(Math.max(machine * 0.4, 600 * megabyte), 8192 * megabyte))
}

/** Few background threads and no log tables, so that an idle installation stays idle; parts reach the disk before an insert is answered. */
export function configurationText(limit = memoryLimit()): string {
  const entries = {
    max_server_memory_usage: limit,
    mark_cache_size: 64 * megabyte,
    uncompressed_cache_size: 0,
    index_mark_cache_size: 16 * megabyte,
    query_condition_cache_size: 16 * megabyte,
    mmap_cache_size: 100,
    compiled_expression_cache_size: 16 * megabyte,
    background_pool_size: 2,
    background_move_pool_size: 1,
    background_fetches_pool_size: 1,
    background_common_pool_size: 2,
    background_schedule_pool_size: 4,
    max_thread_pool_size: 400,
    max_thread_pool_free_size: 20,
    asynchronous_metrics_update_period_s: 60,
    asynchronous_heavy_metrics_update_period_s: 3600,
  }
  const mergeTree = {
    fsync_after_insert: 1,
    fsync_part_directory: 1,
    number_of_free_entries_in_pool_to_execute_mutation: 1,
    number_of_free_entries_in_pool_to_lower_max_size_of_merge: 1,
    number_of_free_entries_in_pool_to_execute_optimize_entire_partition: 1,
    // Merges are not put on the disk at once: what they were made of stays until the system has surely done so (s).
    old_parts_lifetime: 90,
    // Merging few parts at a time writes each row again and again, which cost more than writing it the first time. A
    // partition that has rested for a day is put together whole, so that ended months do not keep their last few parts.
    min_parts_to_merge_at_once: 10,
    min_age_to_force_merge_seconds: 86_400,
    min_age_to_force_merge_on_partition_only: 1,
  }
  const logger = '<logger><level>none</level></logger>'
  return `<clickhouse>\n${logger}\n${elements(entries)}<merge_tree>\n${elements(mergeTree)}</merge_tree>\n</clickhouse>\n`
}

/** Large groupings and sorts go to disk before they meet the limit of one statement. */
export function statementDefaults(limit = memoryLimit()): Map<string, string> {
  const one = Math.round(limit * 0.6)
  return new Map([
    ['max_memory_usage', String(one)],
    ['max_bytes_before_external_group_by', String(Math.round(one / 2))],
    ['max_bytes_before_external_sort', String(Math.round(one / 2))],
    ['max_threads', String(availableParallelism())],
    // An upload is parsed in blocks of this size, and its file is read instead of mapped into memory.
    ['min_insert_block_size_bytes', String(64 * megabyte)],
    ['max_insert_block_size', '262144'],
    ['min_insert_block_size_rows', '262144'],
    ['storage_file_read_method', 'pread'],
    // Making machine code of an expression takes tens of milliseconds; only what is asked again and again repays it.
    ['min_count_to_compile_expression', '50'],
    ['min_count_to_compile_aggregate_expression', '50'],
    ['min_count_to_compile_sort_description', '50'],
  ])
}

/** How many of each kind run at once. The thread pool holds them all, the stops, and the file work beside them. */
export const lanes = { read: 6, write: 4, command: 4, threads: 24 }

function elements(values: Record<string, number>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${value}</${name}>\n`)
    .join('')
}
