-- A connection keeps the plan of this trigger from its first changes of one customer each, and would compare thousands changed
-- at once one by one: seconds, in which those customers are locked.
ALTER FUNCTION note_changed_customers() SET enable_nestloop = off;
