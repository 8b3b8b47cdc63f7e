/** What connectors refuse, in their own words. */
import { refusals } from '#/platform/errors.ts'

export const refuse = refusals({
  import_not_found: 'missing',
  import_file_empty: 'invalid',
  import_file_too_large: 'tooLarge',
  import_file_not_text: 'invalid',
  import_file_gone: 'conflict',
  import_upload_cut_off: 'invalid',
  import_kind_unknown: 'invalid',
  import_preset_unknown: 'invalid',
  import_zone_unknown: 'invalid',
  import_currency_unknown: 'invalid',
  import_currency_needed: 'invalid',
  import_mapping_invalid: 'invalid',
  import_mapping_incomplete: 'invalid',
  import_columns_missing: 'invalid',
  import_rate_missing: 'conflict',
  import_started_already: 'conflict',
  import_not_running: 'conflict',
  import_not_paused: 'conflict',
  import_ended: 'conflict',
  import_shop_missing: 'conflict',
  import_store_unknown: 'missing',
})
