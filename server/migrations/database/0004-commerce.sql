-- Commerce: catalogue, stock, carts, orders, payments, refunds, currency rates.

CREATE TABLE currency_rates (
  currency char(3) NOT NULL,
  -- Units of the reporting currency for one unit of `currency`, from this day on.
  day date NOT NULL,
  rate numeric(18,8) NOT NULL CHECK (rate > 0),
  source text NOT NULL DEFAULT 'manual',
  PRIMARY KEY (currency, day)
);

CREATE TABLE products (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id int NOT NULL REFERENCES stores,
  external_id text COLLATE "C" NOT NULL,
  title text NOT NULL,
  description text NOT NULL DEFAULT '',
  brand text NOT NULL DEFAULT '',
  -- As the shop writes it; a path is written with ' > '.
  category text NOT NULL DEFAULT '',
  -- active, draft, archived
  status text NOT NULL DEFAULT 'active',
  url text,
  image_url text,
  search_text text COLLATE "C" NOT NULL DEFAULT '',
  -- Fingerprint of the last draft; null: known from order lines only.
  draft_hash uuid,
  -- Grows with every change; an edit by hand names the one it saw.
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (store_id, external_id)
);
CREATE INDEX products_search ON products USING gin (search_text gin_trgm_ops);
CREATE INDEX products_title ON products (title COLLATE "tr-x-icu", id);
CREATE INDEX products_category ON products (category);

CREATE TABLE variants (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  product_id int NOT NULL REFERENCES products ON DELETE CASCADE,
  external_id text COLLATE "C" NOT NULL,
  sku text COLLATE "C" NOT NULL DEFAULT '',
  barcode text COLLATE "C" NOT NULL DEFAULT '',
  title text NOT NULL DEFAULT '',
  price numeric(18,4),
  compare_at_price numeric(18,4),
  cost numeric(18,4),
  currency char(3) NOT NULL,
  -- Null: not tracked.
  stock int,
  updated_at timestamptz NOT NULL,
  UNIQUE (product_id, external_id)
);
CREATE INDEX variants_sku ON variants (sku) WHERE sku <> '';

CREATE TABLE carts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id int NOT NULL REFERENCES stores,
  -- The cart's id in the shop; `customer:5` for the one cart of a customer whose events name none.
  external_id text COLLATE "C" NOT NULL,
  customer_id int REFERENCES customers,
  original_customer_id int,
  -- open, ordered, emptied
  state text NOT NULL,
  currency text NOT NULL DEFAULT '',
  total numeric(18,4) NOT NULL,
  reporting_total numeric(18,4),
  lines jsonb NOT NULL,
  -- The events that make the cart what it is, from its last full picture on: a late one is put in its place.
  events jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  touched_at timestamptz NOT NULL,
  UNIQUE (store_id, external_id)
);
CREATE INDEX carts_customer ON carts (customer_id, touched_at DESC);
CREATE INDEX carts_original_customer ON carts (original_customer_id) WHERE original_customer_id IS NOT NULL;
CREATE INDEX carts_open ON carts (touched_at DESC, id DESC) WHERE state = 'open';

CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id int NOT NULL REFERENCES stores,
  -- The id in the shop's system; with the store it makes an order the same order.
  external_id text COLLATE "C" NOT NULL,
  -- What people call it (#1001).
  number text COLLATE "C" NOT NULL,
  -- Null: bought without leaving a name.
  customer_id int REFERENCES customers,
  original_customer_id int,
  placed_at timestamptz NOT NULL,
  -- The calendar day in the store's time zone, as the shop's books see it.
  placed_on date NOT NULL,
  -- placed, paid, preparing, shipped, delivered, returned, cancelled
  status text NOT NULL,
  -- unpaid, paid, partially_refunded, refunded; '' when the source says nothing of payments
  financial_status text NOT NULL DEFAULT '',
  currency char(3) NOT NULL,
  -- Sum of lines after their own discounts, before order discount, shipping and tax not contained in prices.
  subtotal numeric(18,4) NOT NULL,
  discount numeric(18,4) NOT NULL,
  shipping numeric(18,4) NOT NULL,
  tax numeric(18,4) NOT NULL,
  -- What the customer owed at the moment of buying, before refunds.
  total numeric(18,4) NOT NULL,
  refunded numeric(18,4) NOT NULL,
  -- In the reporting currency at the rate of placed_on; null: no rate is known for that day.
  reporting_total numeric(18,4),
  reporting_refunded numeric(18,4),
  coupon text COLLATE "C" NOT NULL DEFAULT '',
  channel text NOT NULL DEFAULT '',
  country text NOT NULL DEFAULT '',
  city text NOT NULL DEFAULT '',
  cancelled_at timestamptz,
  cancel_reason text NOT NULL DEFAULT '',
  note text NOT NULL DEFAULT '',
  -- Who said it first: import, event, api, console or a connector.
  source text NOT NULL,
  -- As of when the content is known, where its source says so; older knowledge does not replace newer.
  source_updated_at timestamptz,
  -- Fingerprint of the last draft from each source, so that the same draft again is nothing new.
  draft_hashes jsonb NOT NULL DEFAULT '{}',
  -- The one definition of an order that counts in every figure.
  counts boolean GENERATED ALWAYS AS (cancelled_at IS NULL AND status <> 'giveaway') STORED,
  version int NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (store_id, external_id),
  CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL))
);
CREATE INDEX orders_customer ON orders (customer_id, placed_at DESC, id DESC);
CREATE INDEX orders_original_customer ON orders (original_customer_id) WHERE original_customer_id IS NOT NULL;
CREATE INDEX orders_placed ON orders (placed_at DESC, id DESC);
CREATE INDEX orders_total ON orders (coalesce(reporting_total, 0) DESC, id DESC);
CREATE INDEX orders_number ON orders (number text_pattern_ops);
CREATE INDEX orders_city ON orders (city, placed_at DESC, id DESC);
CREATE INDEX orders_without_rate ON orders (currency) WHERE reporting_total IS NULL;

-- Written and removed with their order only, by one function; no foreign keys, which would cost more than the rows.
CREATE TABLE order_lines (
  order_id bigint NOT NULL,
  position int NOT NULL,
  product_id int,
  variant_id int,
  -- As written on the order, whatever the catalogue says later.
  external_product_id text COLLATE "C" NOT NULL,
  sku text COLLATE "C" NOT NULL,
  title text NOT NULL,
  category text NOT NULL,
  brand text NOT NULL,
  quantity numeric(12,3) NOT NULL,
  unit_price numeric(18,4) NOT NULL,
  -- The line's own discount, then its share of the order's discount.
  discount numeric(18,4) NOT NULL,
  order_discount numeric(18,4) NOT NULL,
  tax numeric(18,4) NOT NULL,
  -- quantity × unit_price − discount − order_discount: what the line brought.
  total numeric(18,4) NOT NULL,
  cost numeric(18,4),
  PRIMARY KEY (order_id, position)
);
CREATE INDEX order_lines_product ON order_lines (product_id, order_id);

CREATE TABLE payments (
  order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
  external_id text COLLATE "C" NOT NULL,
  method text NOT NULL,
  installments int NOT NULL DEFAULT 1,
  amount numeric(18,4) NOT NULL,
  -- paid, pending, failed
  state text NOT NULL DEFAULT 'paid',
  at timestamptz NOT NULL,
  PRIMARY KEY (order_id, external_id)
);

CREATE TABLE refunds (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id int NOT NULL REFERENCES stores,
  external_id text COLLATE "C" NOT NULL,
  -- '' when the file does not say which order was refunded; the order itself may come later.
  order_external_id text COLLATE "C" NOT NULL DEFAULT '',
  order_id bigint REFERENCES orders ON DELETE CASCADE,
  customer_id int REFERENCES customers,
  original_customer_id int,
  currency char(3) NOT NULL,
  -- Positive.
  amount numeric(18,4) NOT NULL,
  -- At the rate of its own day; null: no rate is known.
  reporting_amount numeric(18,4),
  -- refund, cancellation, return, adjustment
  kind text NOT NULL DEFAULT 'refund',
  reason text NOT NULL DEFAULT '',
  lines jsonb NOT NULL DEFAULT '[]',
  at timestamptz NOT NULL,
  source text NOT NULL,
  UNIQUE (store_id, external_id)
);
CREATE INDEX refunds_order ON refunds (order_id);
CREATE INDEX refunds_order_external ON refunds (store_id, order_external_id) WHERE order_external_id <> '';
CREATE INDEX refunds_customer ON refunds (customer_id, at DESC);
CREATE INDEX refunds_original_customer ON refunds (original_customer_id) WHERE original_customer_id IS NOT NULL;
