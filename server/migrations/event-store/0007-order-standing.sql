-- Reports are told which rows of `order_steps` and `order_lines` hold, and ask these tables themselves.
DROP VIEW IF EXISTS steps {ON_CLUSTER};
DROP VIEW IF EXISTS lines {ON_CLUSTER};
DROP VIEW IF EXISTS loose_customers {ON_CLUSTER};
