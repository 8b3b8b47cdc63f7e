-- Bits of members are written again with every round; packing them took longer than writing them as they are.
ALTER TABLE segment_chunks ALTER COLUMN bits SET STORAGE EXTERNAL;
