-- Commerce: catalogue, stock, carts, orders, payments, refunds, currency rates.

CREATE TABLE currency_rates (
  currency char(3) NOT NULL,
  -- Units of the reporting currency for one unit of `currency`, from this day on.
  day date NOT NULL,
  rate numeric(18,8) NOT NULL CHECK (rate > 0),
  source text NOT NULL DEFAULT 'manual',
  PRIMARY KEY (currency, day)
);

CREATE TABLE categories (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id int NOT NULL REFERENCES stores,
  external_id text NOT NULL,
  name text NOT NULL,
  parent_id int REFERENCES categories,
  UNIQUE (store_id, external_id)
);

CREATE TABLE products (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id int NOT NULL REFERENCES stores,
  external_id text COLLATE "C" NOT NULL,
  title text NOT NULL,
  description text NOT NULL DEFAULT '',
  brand text NOT NULL DEFAULT '',
  category text NOT NULL DEFAULT '',
  category_id int REFERENCES categories,
  status text NOT NULL DEFAULT 'active',
  url text,
  image_url text,
  search_text text COLLATE "C" NOT NULL DEFAULT '',
  source_updated_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (store_id, external_id)
);
CREATE INDEX products_search ON products USING gin (search_text gin_trgm_ops);

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
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (product_id, external_id)
);
CREATE INDEX variants_sku ON variants (sku);

CREATE TABLE carts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id int NOT NULL REFERENCES stores,
  external_id text COLLATE "C" NOT NULL,
  customer_id int REFERENCES customers,
  original_customer_id int,
  -- open, ordered, emptied
  state text NOT NULL DEFAULT 'open',
  currency char(3) NOT NULL,
  total numeric(18,4) NOT NULL DEFAULT 0,
  lines jsonb NOT NULL DEFAULT '[]',
  order_id bigint,
  created_at timestamptz NOT NULL,
  touched_at timestamptz NOT NULL,
  UNIQUE (store_id, external_id)
);
CREATE INDEX carts_customer ON carts (customer_id, touched_at DESC);
CREATE INDEX carts_open ON carts (touched_at DESC) WHERE state = 'open';

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
  -- The calendar day and month in the store's time zone, as the shop's books see them.
  placed_on date NOT NULL,
  -- placed, paid, preparing, shipped, delivered, cancelled, returned
  status text NOT NULL,
  financial_status text NOT NULL DEFAULT '',
  fulfilment_status text NOT NULL DEFAULT '',
  currency char(3) NOT NULL,
  -- Sum of lines before order discount, shipping and tax not contained in prices.
  subtotal numeric(18,4) NOT NULL,
  discount numeric(18,4) NOT NULL DEFAULT 0,
  shipping numeric(18,4) NOT NULL DEFAULT 0,
  tax numeric(18,4) NOT NULL DEFAULT 0,
  -- What the customer owed at the moment of buying, before refunds.
  total numeric(18,4) NOT NULL,
  refunded numeric(18,4) NOT NULL DEFAULT 0,
  -- total in the reporting currency at the rate of placed_on.
  reporting_total numeric(18,4) NOT NULL,
  reporting_refunded numeric(18,4) NOT NULL DEFAULT 0,
  coupon text COLLATE "C" NOT NULL DEFAULT '',
  channel text NOT NULL DEFAULT '',
  country char(2),
  city text,
  shipping_address jsonb,
  cancelled_at timestamptz,
  note text NOT NULL DEFAULT '',
  attributes jsonb NOT NULL DEFAULT '{}',
  source text NOT NULL,
  source_updated_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (store_id, external_id)
);
CREATE INDEX orders_customer ON orders (customer_id, placed_at DESC, id DESC);
CREATE INDEX orders_placed ON orders (placed_at DESC, id DESC);
CREATE INDEX orders_number ON orders (number text_pattern_ops);

CREATE TABLE order_lines (
  order_id bigint NOT NULL REFERENCES orders ON DELETE CASCADE,
  position int NOT NULL,
  product_id int REFERENCES products,
  variant_id int REFERENCES variants,
  -- As written on the order, whatever the catalogue says later.
  external_product_id text COLLATE "C" NOT NULL DEFAULT '',
  sku text COLLATE "C" NOT NULL DEFAULT '',
  title text NOT NULL,
  category text NOT NULL DEFAULT '',
  brand text NOT NULL DEFAULT '',
  quantity numeric(12,3) NOT NULL,
  unit_price numeric(18,4) NOT NULL,
  discount numeric(18,4) NOT NULL DEFAULT 0,
  tax numeric(18,4) NOT NULL DEFAULT 0,
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
  state text NOT NULL DEFAULT 'paid',
  at timestamptz NOT NULL,
  PRIMARY KEY (order_id, external_id)
);

CREATE TABLE refunds (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  store_id int NOT NULL REFERENCES stores,
  external_id text COLLATE "C" NOT NULL,
  -- Null when the file does not say which order was refunded.
  order_id bigint REFERENCES orders ON DELETE CASCADE,
  customer_id int REFERENCES customers,
  original_customer_id int,
  currency char(3) NOT NULL,
  amount numeric(18,4) NOT NULL,
  reporting_amount numeric(18,4) NOT NULL,
  -- refund, cancellation, return, adjustment
  kind text NOT NULL DEFAULT 'refund',
  reason text NOT NULL DEFAULT '',
  lines jsonb NOT NULL DEFAULT '[]',
  at timestamptz NOT NULL,
  source text NOT NULL,
  UNIQUE (store_id, external_id)
);
CREATE INDEX refunds_order ON refunds (order_id);
CREATE INDEX refunds_customer ON refunds (customer_id, at DESC);
