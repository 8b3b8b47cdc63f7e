-- The step of time (30 seconds each, RFC 6238) of the newest code an account has been opened with: no code opens twice.

ALTER TABLE two_factors ADD COLUMN last_step bigint;
