-- did it
--   p0 = "2026-10-20 21:00:00.000"
--   p1 = "2026-11-20 09:30:00.001"
--   p2 = "Product Viewed"
--   p3 = 1
SELECT arrayJoin([(0, groupArrayIf(person, v0 >= {p3:UInt32}))]) AS answer FROM (
  SELECT customer AS person, count() AS v0
  FROM events
  WHERE name = {p2:String} AND time >= {p0:DateTime64(3, 'UTC')} AND time < {p1:DateTime64(3, 'UTC')} AND customer > 0
  GROUP BY person)

-- at most twice (everybody else)
--   p0 = "2026-11-20 07:30:00.000"
--   p1 = "Product Viewed"
--   p2 = 3
SELECT arrayJoin([(0, groupArrayIf(person, v0 >= {p2:UInt32}))]) AS answer FROM (
  SELECT customer AS person, count() AS v0
  FROM events
  WHERE name = {p1:String} AND time < {p0:DateTime64(3, 'UTC')} AND customer > 0
  GROUP BY person)

-- never, with filters (everybody else)
--   p0 = "2026-11-20 09:30:00.001"
--   p1 = ["Product Viewed","Product Added"]
--   p2 = "ABCDEFGHIJKLMNOPQRS…
--   p3 = "abcdefghijklmnopqrs…
--   p4 = ["ipek"]
--   p5 = "0.1"
--   p6 = "size"
--   p7 = "40"
--   p8 = "42.5"
--   p9 = 1
SELECT arrayJoin([(0, groupArrayIf(person, v0 >= {p9:UInt32}))]) AS answer FROM (
  SELECT customer AS person, count() AS v0
  FROM events
  WHERE name IN {p1:Array(String)} AND time < {p0:DateTime64(3, 'UTC')} AND NOT (translateUTF8(brand, {p2:String}, {p3:String}) IN {p4:Array(String)} OR arrayExists(line -> translateUTF8(line, {p2:String}, {p3:String}) IN {p4:Array(String)}, line_brands)) AND ifNull(reporting_value > {p5:Decimal(38, 18)}, 0) AND ifNull(toDecimal64OrNull(if(match(JSONExtractString(properties, {p6:String}), '^-?[0-9]{1,14}([.][0-9]+)?$'), JSONExtractString(properties, {p6:String}), ''), 4) >= {p7:Decimal(38, 18)} AND toDecimal64OrNull(if(match(JSONExtractString(properties, {p6:String}), '^-?[0-9]{1,14}([.][0-9]+)?$'), JSONExtractString(properties, {p6:String}), ''), 4) <= {p8:Decimal(38, 18)}, 0) AND customer > 0
  GROUP BY person)

-- again after the last order
--   p0 = "2026-11-20 09:30:00.001"
--   p1 = "Product Viewed"
--   p2 = "Order Completed"
--   p3 = 2
SELECT arrayJoin([(0, groupArrayIf(person, (v2 > 0 AND arrayCount(at -> at > v1, v0) >= {p3:UInt32})))]) AS answer FROM (
  SELECT customer AS person, groupArrayIf(time, name = {p1:String} AND time < {p0:DateTime64(3, 'UTC')}) AS v0, maxIf(time, name = {p2:String} AND time < {p0:DateTime64(3, 'UTC')}) AS v1, countIf(name = {p2:String} AND time < {p0:DateTime64(3, 'UTC')}) AS v2
  FROM events
  WHERE ((name = {p1:String} AND time < {p0:DateTime64(3, 'UTC')}) OR (name = {p2:String} AND time < {p0:DateTime64(3, 'UTC')})) AND customer > 0
  GROUP BY person)

-- sum of money
--   p0 = "2025-12-31 21:00:00.000"
--   p1 = "2026-03-31 21:00:00.000"
--   p2 = "Product Viewed"
--   p3 = "100.50"
SELECT arrayJoin([(0, groupArrayIf(person, (v0 >= {p3:Decimal(38, 4)})))]) AS answer FROM (
  SELECT customer AS person, ifNull(sum(reporting_value), 0) AS v0
  FROM events
  WHERE name = {p2:String} AND time >= {p0:DateTime64(3, 'UTC')} AND time < {p1:DateTime64(3, 'UTC')} AND customer > 0
  GROUP BY person)

-- average of an own property
--   p0 = "2026-11-20 09:30:00.001"
--   p1 = "Product Viewed"
--   p2 = "size"
--   p3 = "40"
--   p4 = "42"
SELECT arrayJoin([(0, groupArrayIf(person, (v1 > 0 AND v0 >= {p3:Decimal(38, 4)} * v1 AND v0 <= {p4:Decimal(38, 4)} * v1)))]) AS answer FROM (
  SELECT customer AS person, ifNull(sum(toDecimal64OrNull(if(match(JSONExtractString(properties, {p2:String}), '^-?[0-9]{1,14}([.][0-9]+)?$'), JSONExtractString(properties, {p2:String}), ''), 4)), 0) AS v0, count(toDecimal64OrNull(if(match(JSONExtractString(properties, {p2:String}), '^-?[0-9]{1,14}([.][0-9]+)?$'), JSONExtractString(properties, {p2:String}), ''), 4)) AS v1
  FROM events
  WHERE name = {p1:String} AND time < {p0:DateTime64(3, 'UTC')} AND customer > 0
  GROUP BY person)

-- least and nothing
--   p0 = "2026-11-20 09:30:00.001"
--   p1 = "Product Viewed"
--   p2 = "1"
SELECT arrayJoin([(0, groupArrayIf(person, ifNull(v0 <= {p2:Decimal(38, 4)}, 0)))]) AS answer FROM (
  SELECT customer AS person, minOrNull(quantity) AS v0
  FROM events
  WHERE name = {p1:String} AND time < {p0:DateTime64(3, 'UTC')} AND customer > 0
  GROUP BY person)

-- first time
--   p0 = "2026-10-19 21:00:00.000"
--   p1 = "Product Viewed"
--   p2 = "2026-08-19 21:00:00.000"
SELECT arrayJoin([(0, groupArrayIf(person, (v1 > 0 AND v0 >= {p2:DateTime64(3, 'UTC')})))]) AS answer FROM (
  SELECT customer AS person, min(time) AS v0, count() AS v1
  FROM events
  WHERE name = {p1:String} AND time < {p0:DateTime64(3, 'UTC')} AND customer > 0
  GROUP BY person)

-- last time
--   p0 = "2026-11-20 09:30:00.001"
--   p1 = "Product Viewed"
--   p2 = "2026-10-31 21:00:00.000"
SELECT arrayJoin([(0, groupArrayIf(person, (v1 > 0 AND v0 < {p2:DateTime64(3, 'UTC')})))]) AS answer FROM (
  SELECT customer AS person, max(time) AS v0, count() AS v1
  FROM events
  WHERE name = {p1:String} AND time < {p0:DateTime64(3, 'UTC')} AND customer > 0
  GROUP BY person)

-- in sequence
--   p0 = "Product Viewed"
--   p1 = "Product Added"
--   p2 = "Order Completed"
--   p3 = ["Product Viewed","Product Added","Order Completed"]
--   p4 = "2026-08-21 21:00:00.000"
--   p5 = "2026-11-20 09:30:00.001"
--   p6 = 2
--   p7 = "Europe/Istanbul"
SELECT arrayJoin([(0, groupArrayIf(person, arrayFold((best, step) -> (if(step.2 = -1, step.3, best.1), if(step.2 = -2, best.1, best.2), best.3 OR (step.2 = -3 AND step.3 <= best.2)), arraySort(v0), (toInt64(-9000000000000000), toInt64(-9000000000000000), toUInt8(0))).3))]) AS answer FROM (
  SELECT customer AS person, groupArrayArray(arrayFilter(step -> step.2 < 0, [(toUnixTimestamp64Milli(time), -1 * (name = {p0:String}), toInt64(toInt32(addDays(toDate32(time, {p7:String}), {p6:Int64})))), (toUnixTimestamp64Milli(time), -2 * (name = {p1:String}), toInt64(0)), (toUnixTimestamp64Milli(time), -3 * (name = {p2:String}), toInt64(toInt32(toDate32(time, {p7:String}))))])) AS v0
  FROM events
  WHERE name IN {p3:Array(String)} AND time >= {p4:DateTime64(3, 'UTC')} AND time < {p5:DateTime64(3, 'UTC')} AND ((name = {p0:String}) OR (name = {p1:String}) OR (name = {p2:String})) AND customer > 0
  GROUP BY person)

-- orders
--   p0 = "2025-11-19 21:00:00.000"
--   p1 = "2026-11-20 09:30:00.001"
--   p2 = "2"
SELECT arrayJoin([(0, groupArrayIf(person, (v0 >= {p2:Decimal(38, 4)})))]) AS answer FROM (
  SELECT person AS person, count() AS v0
  FROM (SELECT told.1 AS person, told.2 AS total, placed FROM (
    SELECT min(time) AS placed, argMax((customer, reporting_value), (received_at, message_id)) AS told
    FROM events WHERE name IN ('Order Completed', 'Order Updated') AND order_id != '' AND time < {p1:DateTime64(3, 'UTC')}
      AND order_id GLOBAL NOT IN (SELECT order_id FROM events WHERE name = 'Order Cancelled' AND time < {p1:DateTime64(3, 'UTC')})
    GROUP BY order_id))
  WHERE placed >= {p0:DateTime64(3, 'UTC')} AND placed < {p1:DateTime64(3, 'UTC')} AND person > 0
  GROUP BY person)

-- orders with filters (everybody else)
--   p0 = "ABCDEFGHIJKLMNOPQRS…
--   p1 = "abcdefghijklmnopqrs…
--   p2 = ["havlu"]
--   p3 = "2026-11-20 09:30:00.001"
--   p4 = [1]
--   p5 = "50"
--   p6 = "900"
SELECT arrayJoin([(0, groupArrayIf(person, NOT (v0 <= {p6:Decimal(38, 4)})))]) AS answer FROM (
  SELECT person AS person, ifNull(sum(total), 0) AS v0
  FROM (SELECT told.1 AS person, told.2 AS total, placed, told.3 AS fits0 FROM (
    SELECT min(time) AS placed, argMax((customer, reporting_value, toUInt8((translateUTF8(category, {p0:String}, {p1:String}) IN {p2:Array(String)} OR arrayExists(line -> translateUTF8(line, {p0:String}, {p1:String}) IN {p2:Array(String)}, line_categories)) AND order_id GLOBAL NOT IN (SELECT order_id FROM events WHERE name = 'Order Refunded' AND time < {p3:DateTime64(3, 'UTC')}) AND (coupon != '' OR discount > 0) AND store IN {p4:Array(UInt32)} AND (reporting_value >= {p5:Decimal(38, 4)}))), (received_at, message_id)) AS told
    FROM events WHERE name IN ('Order Completed', 'Order Updated') AND order_id != '' AND time < {p3:DateTime64(3, 'UTC')}
      AND order_id GLOBAL NOT IN (SELECT order_id FROM events WHERE name = 'Order Cancelled' AND time < {p3:DateTime64(3, 'UTC')})
    GROUP BY order_id))
  WHERE placed < {p3:DateTime64(3, 'UTC')} AND fits0 AND person > 0
  GROUP BY person)

-- message
--   p0 = "2026-09-20 21:00:00.000"
--   p1 = "2026-11-20 09:30:00.001"
--   p2 = "Email Opened"
--   p3 = "email"
--   p4 = "0192f3a0-0000-7000-8000-000000000001"
--   p5 = 1
SELECT arrayJoin([(0, groupArrayIf(person, v0 >= {p5:UInt32}))]) AS answer FROM (
  SELECT customer AS person, count() AS v0
  FROM events
  WHERE name = {p2:String} AND time >= {p0:DateTime64(3, 'UTC')} AND time < {p1:DateTime64(3, 'UTC')} AND channel = {p3:String} AND campaign = {p4:String} AND customer > 0
  GROUP BY person)

-- text
--   p0 = ["istanbul","igdir"]
SELECT arrayJoin([(0, groupArrayIf(customer, (city IN {p0:Array(String)})))]) AS answer FROM profiles FINAL WHERE NOT gone AND customer > 0

-- text with a word
--   p0 = "colour"
--   p1 = ["mavi","yesil"]
SELECT arrayJoin([(0, groupArrayIf(customer, NOT (arrayExists(word -> position(texts[{p0:String}], word) > 0, {p1:Array(String)}))))]) AS answer FROM profiles FINAL WHERE NOT gone AND customer > 0

-- number
--   p0 = "1000.1"
SELECT arrayJoin([(0, groupArrayIf(customer, (1 AND ifNull(spent >= {p0:Decimal(38, 18)}, 0))))]) AS answer FROM profiles FINAL WHERE NOT gone AND customer > 0

-- predicted
--   p0 = 0.2
SELECT arrayJoin([(0, groupArrayIf(customer, (1 AND ifNull(p_alive < {p0:Float64}, 0))))]) AS answer FROM predictions FINAL WHERE customer > 0

-- not predicted (everybody else)
SELECT arrayJoin([(0, groupArrayIf(customer, 1))]) AS answer FROM predictions FINAL WHERE customer > 0

-- date of a moment
--   p0 = "2026-10-08 21:00:00.000"
SELECT arrayJoin([(0, groupArrayIf(customer, (isNotNull(last_order_at) AND assumeNotNull(last_order_at) < {p0:DateTime64(3, 'UTC')})))]) AS answer FROM profiles FINAL WHERE NOT gone AND customer > 0

-- anniversary
--   p0 = [1120,1121,1122]
SELECT arrayJoin([(0, groupArrayIf(customer, (isNotNull(birthday) AND toMonth(assumeNotNull(birthday)) * 100 + toDayOfMonth(assumeNotNull(birthday)) IN {p0:Array(UInt16)})))]) AS answer FROM profiles FINAL WHERE NOT gone AND customer > 0

-- boolean
--   p0 = false
SELECT arrayJoin([(0, groupArrayIf(customer, (1 AND known = {p0:Bool})))]) AS answer FROM profiles FINAL WHERE NOT gone AND customer > 0

-- list
--   p0 = ["vip"]
SELECT arrayJoin([(0, groupArrayIf(customer, NOT hasAny(tags, {p0:Array(String)})))]) AS answer FROM profiles FINAL WHERE NOT gone AND customer > 0

-- consent
--   p0 = "email/marketing"
--   p1 = ""
SELECT arrayJoin([(0, groupArrayIf(customer, consents[{p0:String}] = {p1:String}))]) AS answer FROM profiles FINAL WHERE NOT gone AND customer > 0

-- share
--   p0 = "bahar"
--   p1 = 0
--   p2 = 5000
SELECT arrayJoin([(0, groupArrayIf(customer, (murmurHash3_32(concat({p0:String}, ':', toString(customer))) % 10000 >= {p1:UInt32} AND murmurHash3_32(concat({p0:String}, ':', toString(customer))) % 10000 < {p2:UInt32})))]) AS answer FROM profiles FINAL WHERE NOT gone AND customer > 0

-- among two, with a merge
--   p0 = ["istanbul","igdir"]
--   p1 = [6,9]
--   p2 = "2026-10-20 21:00:00.000"
--   p3 = "2026-11-20 09:30:00.001"
--   p4 = "Product Viewed"
--   p5 = 1
--   p6 = "2026-11-20 07:30:00.000"
--   p7 = 3
--   p8 = [5,6,7,9]
--   p9 = [7]
--   p10 = [6]
--   p11 = "2025-11-19 21:00:00.000"
--   p12 = "ABCDEFGHIJKLMNOPQRS…
--   p13 = "abcdefghijklmnopqrs…
--   p14 = ["havlu"]
--   p15 = [1]
--   p16 = "50"
--   p17 = "2"
--   p18 = "900"
SELECT 0 AS at, customer AS who, concat(known = 1, known = 0, (city IN {p0:Array(String)}), '') AS held FROM profiles FINAL WHERE NOT gone AND customer IN {p1:Array(UInt32)}
UNION ALL
SELECT 3 AS at, person AS who, concat(v0 >= {p5:UInt32}, v1 >= {p7:UInt32}, '') AS held FROM (
  SELECT transform(original_customer, {p9:Array(UInt32)}, {p10:Array(UInt32)}, customer) AS person, countIf(name = {p4:String} AND time >= {p2:DateTime64(3, 'UTC')} AND time < {p3:DateTime64(3, 'UTC')}) AS v0, countIf(name = {p4:String} AND time < {p6:DateTime64(3, 'UTC')}) AS v1
  FROM events
  WHERE ((name = {p4:String})) AND time < {p3:DateTime64(3, 'UTC')} AND customer IN {p8:Array(UInt32)} AND transform(original_customer, {p9:Array(UInt32)}, {p10:Array(UInt32)}, customer) IN {p1:Array(UInt32)}
  GROUP BY person)
UNION ALL
SELECT 5 AS at, person AS who, concat((v0 >= {p17:Decimal(38, 4)}), NOT (v1 <= {p18:Decimal(38, 4)}), '') AS held FROM (
  SELECT person AS person, countIf(placed >= {p11:DateTime64(3, 'UTC')} AND placed < {p3:DateTime64(3, 'UTC')}) AS v0, ifNull(sumIf(total, placed < {p3:DateTime64(3, 'UTC')} AND fits1), 0) AS v1
  FROM (SELECT told.1 AS person, told.2 AS total, placed, told.3 AS fits1 FROM (
    SELECT min(time) AS placed, argMax((transform(original_customer, {p9:Array(UInt32)}, {p10:Array(UInt32)}, customer), reporting_value, toUInt8((translateUTF8(category, {p12:String}, {p13:String}) IN {p14:Array(String)} OR arrayExists(line -> translateUTF8(line, {p12:String}, {p13:String}) IN {p14:Array(String)}, line_categories)) AND order_id GLOBAL NOT IN (SELECT order_id FROM events WHERE name = 'Order Refunded' AND time < {p3:DateTime64(3, 'UTC')}) AND (coupon != '' OR discount > 0) AND store IN {p15:Array(UInt32)} AND (reporting_value >= {p16:Decimal(38, 4)}))), (received_at, message_id)) AS told
    FROM events WHERE name IN ('Order Completed', 'Order Updated') AND order_id != '' AND time < {p3:DateTime64(3, 'UTC')} AND order_id GLOBAL IN (SELECT order_id FROM events WHERE name IN ('Order Completed', 'Order Updated') AND order_id != '' AND customer IN {p8:Array(UInt32)})
      AND order_id GLOBAL NOT IN (SELECT order_id FROM events WHERE name = 'Order Cancelled' AND time < {p3:DateTime64(3, 'UTC')})
    GROUP BY order_id))
  WHERE ((placed >= {p11:DateTime64(3, 'UTC')} AND placed < {p3:DateTime64(3, 'UTC')}) OR (placed < {p3:DateTime64(3, 'UTC')} AND fits1)) AND person IN {p1:Array(UInt32)}
  GROUP BY person)

-- touched by the clock
--   p0 = "2026-10-19 21:00:00.000"
--   p1 = "2026-10-20 21:00:00.000"
--   p2 = "Product Viewed"
--   p3 = "2026-11-19 20:00:00.001"
--   p4 = "2026-11-20 09:30:00.001"
--   p5 = "2026-11-19 18:00:00.000"
--   p6 = "2026-11-20 07:30:00.000"
SELECT (0, groupUniqArray(customer)) AS answer FROM events WHERE ((name = {p2:String} AND time >= {p0:DateTime64(3, 'UTC')} AND time < {p1:DateTime64(3, 'UTC')}) OR (name = {p2:String} AND time >= {p3:DateTime64(3, 'UTC')} AND time < {p4:DateTime64(3, 'UTC')}) OR (name = {p2:String} AND time >= {p5:DateTime64(3, 'UTC')} AND time < {p6:DateTime64(3, 'UTC')})) AND customer > 0

-- what the clock reaches next
--   p0 = "2026-11-20 07:30:00.000"
--   p1 = "Product Viewed"
--   p2 = "2026-11-20 09:30:00.001"
SELECT toUnixTimestamp64Milli(minOrNullIf(time, name = {p1:String} AND time >= {p0:DateTime64(3, 'UTC')})) AS d0, toUnixTimestamp64Milli(minOrNullIf(time, name = {p1:String} AND time >= {p2:DateTime64(3, 'UTC')})) AS d1 FROM events WHERE ((name = {p1:String} AND time >= {p0:DateTime64(3, 'UTC')}) OR (name = {p1:String} AND time >= {p2:DateTime64(3, 'UTC')}))

-- facts of one
--   p0 = "2026-10-20 21:00:00.000"
--   p1 = "2026-11-20 09:30:00.001"
--   p2 = "Product Viewed"
--   p3 = 1
--   p4 = [5,6,7]
--   p5 = [7]
--   p6 = [6]
SELECT toNullable(toString(v0)) AS f0 FROM (
  SELECT transform(original_customer, {p5:Array(UInt32)}, {p6:Array(UInt32)}, customer) AS person, count() AS v0
  FROM events
  WHERE name = {p2:String} AND time >= {p0:DateTime64(3, 'UTC')} AND time < {p1:DateTime64(3, 'UTC')} AND customer IN {p4:Array(UInt32)} AND transform(original_customer, {p5:Array(UInt32)}, {p6:Array(UInt32)}, customer) IN {p6:Array(UInt32)}
  GROUP BY person)

-- universe
SELECT arrayJoin([(0, groupArrayIf(customer, known = 1)), (1, groupArrayIf(customer, known = 0))]) AS answer FROM profiles FINAL WHERE NOT gone AND customer > 0

-- the same rows, once
--   p0 = "2026-11-20 09:30:00.001"
--   p1 = "Product Viewed"
--   p2 = "2"
--   p3 = "9.99"
SELECT arrayJoin([(0, groupArrayIf(person, (v0 >= {p2:Decimal(38, 4)}))), (1, groupArrayIf(person, (v0 >= {p3:Decimal(38, 4)})))]) AS answer FROM (
  SELECT customer AS person, ifNull(sum(reporting_value), 0) AS v0
  FROM events
  WHERE name = {p1:String} AND time < {p0:DateTime64(3, 'UTC')} AND customer > 0
  GROUP BY person)

-- sharers of orders
--   p0 = [5,6,7]
--   p1 = [7]
--   p2 = [6]
SELECT (0, groupUniqArray(transform(original_customer, {p1:Array(UInt32)}, {p2:Array(UInt32)}, customer))) AS answer FROM events WHERE name IN ('Order Completed', 'Order Updated') AND order_id != '' AND transform(original_customer, {p1:Array(UInt32)}, {p2:Array(UInt32)}, customer) > 0
    AND order_id GLOBAL IN (SELECT order_id FROM events WHERE name IN ('Order Completed', 'Order Updated') AND order_id != '' AND customer IN {p0:Array(UInt32)})
