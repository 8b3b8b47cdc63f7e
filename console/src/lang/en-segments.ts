/** English texts of segments. */

export const segmentErrors = {
  segment_not_found: 'There is no such segment; it may be archived.',
  segment_unknown: 'The segment asked for was not found.',
  segment_customer_unknown: 'There is no such customer.',
  segment_cursor_unknown: 'This place in the list was not found. Start from the top.',
  segment_changed: 'Somebody else has changed this segment. Look again before you go on.',
  segment_name_taken: 'There is a segment of this name already.',
  segment_in_use: '“{name}” uses this segment; take it out there first.',
  segment_archived: 'This segment is archived. Bring it back to change it.',
  segment_too_large: 'A rule has at most {most} conditions.',
  segment_too_deep: 'Groups stand at most {most} levels inside each other.',
  segment_field_unknown: 'Nothing is known as “{field}”.',
  segment_property_unknown: 'Events have no property “{property}”.',
  segment_test_unfit: '“{field}” cannot be asked in this way.',
  segment_bounds_reversed: 'The range begins after its end.',
  segment_bound_missing: 'The end of the range is missing.',
  segment_asks_itself: 'A segment cannot ask itself, not even by way of others.',
}
