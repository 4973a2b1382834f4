/** The ground: ledger, daily facts, precedence by day, restatements, side tables, settings. */
export const ground = {
  version: 1,
  name: '0001-ground',
  sql: `
    create table import (
      id varchar primary key,
      seq bigint not null,
      delivery varchar not null,
      source varchar not null,
      kind varchar not null,
      format varchar not null,
      grain varchar not null,
      dataset varchar not null,
      provider varchar,
      billing_account varchar,
      billing_account_name varchar,
      billing_period varchar,
      state varchar not null,
      files varchar[] not null,
      rows_in bigint not null,
      rows_kept bigint not null,
      rows_rejected bigint not null,
      values_rounded bigint not null,
      content_hash varchar not null,
      totals varchar not null,
      sub_accounts varchar[] not null,
      -- relative to lake/ (or lake-old/ once superseded); several where deliveries were joined with --add
      lake_files varchar[] not null,
      -- sha256 of every source file in it, so that the same bytes are never added twice
      file_hashes varchar[] not null,
      replaces varchar,
      message varchar,
      created_at timestamp not null,
      -- when the same bytes were last delivered
      seen_at timestamp not null,
      superseded_at timestamp
    );
    create table import_day (
      import_id varchar not null,
      day date not null,
      currency varchar not null,
      rows bigint not null,
      billed decimal(38, 14) not null,
      effective decimal(38, 14) not null,
      -- of these, the lines with x_Part = 'alone'
      alone_rows bigint not null,
      alone_billed decimal(38, 14) not null,
      alone_effective decimal(38, 14) not null,
      -- true where this import is the one that counts for its billing account on that day
      counts boolean not null,
      -- false where its sibling data set counts too, so that its x_Part = 'alone' lines do not
      whole boolean not null
    );
    create table import_finding (
      import_id varchar not null,
      rule varchar not null,
      violations bigint not null,
      example varchar
    );
    create table import_reject (
      import_id varchar not null,
      file varchar not null,
      row_number bigint not null,
      reason varchar not null,
      line varchar not null
    );

    create table cost_fact (
      day date not null,
      month date not null,
      billing_period date not null,
      provider varchar not null,
      billing_account varchar not null,
      billing_account_name varchar,
      sub_account varchar,
      sub_account_name varchar,
      org_unit varchar,
      service varchar,
      service_category varchar,
      region varchar,
      resource varchar,
      resource_name varchar,
      resource_type varchar,
      sku varchar,
      usage_type varchar,
      charge_category varchar not null,
      charge_class varchar,
      charge_frequency varchar,
      pricing_category varchar,
      commitment_id varchar,
      commitment_status varchar,
      publisher varchar,
      invoice_issuer varchar,
      team varchar,
      tag1 varchar, tag2 varchar, tag3 varchar, tag4 varchar,
      tag5 varchar, tag6 varchar, tag7 varchar, tag8 varchar,
      tags map(varchar, varchar),
      -- a purchase of a commitment or capacity block: billed now, effective later
      prepaid boolean not null,
      currency varchar not null,
      billed decimal(38, 14) not null,
      effective decimal(38, 14),
      contracted decimal(38, 14),
      list decimal(38, 14),
      blended decimal(38, 14),
      consumed_quantity decimal(38, 14),
      consumed_unit varchar,
      lines bigint not null,
      -- lines of uncommitted usage with BilledCost > 0 whose EffectiveCost is 0 or missing, and what they bill
      gap_lines bigint not null,
      gap_billed decimal(38, 14) not null,
      import_id varchar not null
    );
    -- the keys of tag1..tag8, folded in case and prefix
    create table promoted_tag (slot integer not null, key varchar not null);
    create table dimension_value (dimension varchar not null, value varchar not null, name varchar);

    create table restatement (
      import_id varchar not null,
      replaces varchar not null,
      created_at timestamp not null,
      provider varchar not null,
      billing_account varchar not null,
      billing_period varchar not null,
      day date not null,
      service varchar,
      currency varchar not null,
      billed_before decimal(38, 14) not null,
      billed_after decimal(38, 14) not null,
      effective_before decimal(38, 14) not null,
      effective_after decimal(38, 14) not null,
      phase varchar not null
    );

    create table metric_day (
      resource_id varchar not null,
      metric varchar not null,
      day date not null,
      average double not null,
      maximum double not null,
      samples bigint not null,
      unit varchar,
      import_id varchar not null
    );
    create table inventory (
      resource_id varchar not null,
      resource_type varchar not null,
      state varchar,
      observed_at timestamp not null,
      attributes varchar not null,
      import_id varchar not null
    );
    create table invoice (
      invoice_id varchar not null,
      billing_account_id varchar not null,
      billing_period varchar not null,
      currency varchar not null,
      amount decimal(38, 14) not null,
      import_id varchar not null
    );
    create table business_unit (
      day date not null,
      unit varchar not null,
      team varchar,
      quantity decimal(38, 14) not null,
      import_id varchar not null
    );
    create table exchange_rate (
      day date not null,
      from_currency varchar not null,
      to_currency varchar not null,
      rate decimal(38, 14) not null,
      import_id varchar not null
    );

    -- every telling of a source that differs, so that names, owners and places in the organisation have dates
    create table account (
      provider varchar not null,
      account_id varchar not null,
      name varchar,
      owner varchar,
      org_path varchar,
      billing_account_id varchar,
      status varchar,
      joined_on date,
      attributes varchar,
      import_id varchar not null
    );
    create table price (
      provider varchar not null,
      sku_id varchar not null,
      service varchar not null,
      description varchar,
      region varchar not null,
      resource_type varchar,
      model varchar not null,
      unit varchar not null,
      tier_start decimal(38, 14) not null,
      currency varchar not null,
      price decimal(38, 14) not null,
      as_of date not null,
      attributes varchar,
      import_id varchar not null
    );
    -- what the vendors' own advisers say
    create table vendor_finding (
      provider varchar not null,
      advisor varchar not null,
      finding_id varchar not null,
      finding_type varchar not null,
      title varchar,
      account_id varchar,
      service varchar,
      region varchar,
      resource_id varchar,
      state varchar,
      currency varchar,
      monthly_cost decimal(38, 14),
      monthly_savings decimal(38, 14),
      generated_at timestamp,
      details varchar,
      import_id varchar not null
    );
    -- answers for its two dimensions alone; never added to the facts
    create table cost_grouping (
      provider varchar not null,
      billing_account_id varchar not null,
      day date not null,
      dimension_1 varchar not null,
      value_1 varchar,
      dimension_2 varchar not null,
      value_2 varchar,
      currency varchar not null,
      billed decimal(38, 14),
      effective decimal(38, 14),
      quantity decimal(38, 14),
      unit varchar,
      import_id varchar not null
    );
    create table vendor_forecast (
      provider varchar not null,
      billing_account_id varchar not null,
      metric varchar not null,
      day_from date not null,
      day_until date not null,
      currency varchar not null,
      mean decimal(38, 14) not null,
      low decimal(38, 14),
      high decimal(38, 14),
      as_of date not null,
      import_id varchar not null
    );
    create table commitment_measure (
      provider varchar not null,
      billing_account_id varchar not null,
      day_from date not null,
      day_until date not null,
      measure varchar not null,
      commitment_type varchar not null,
      commitment_id varchar,
      account_id varchar,
      service varchar,
      region varchar,
      unit varchar not null,
      used decimal(38, 14),
      unused decimal(38, 14),
      total decimal(38, 14),
      percentage double,
      net_savings decimal(38, 14),
      details varchar,
      import_id varchar not null
    );

    create table setting (key varchar primary key, value varchar not null);
    create table period_lock (id integer primary key, touched bigint not null);
    insert into period_lock values (1, 0);
  `,
} as const
