-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TYPE marketing_channel AS ENUM ('search', 'social', 'display', 'email', 'events', 'partners');
CREATE TYPE campaign_status AS ENUM ('planned', 'active', 'paused', 'ended');
CREATE TYPE lead_status AS ENUM ('new', 'contacted', 'qualified', 'won', 'lost');
CREATE TYPE conversion_type AS ENUM ('demo', 'trial', 'purchase');

CREATE TABLE campaigns (
    campaign_id integer NOT NULL,
    name        text NOT NULL,
    channel     marketing_channel NOT NULL,
    objective   text NOT NULL,
    region      text,
    start_on    date NOT NULL,
    end_on      date,
    budget      numeric(12, 2) NOT NULL,
    status      campaign_status NOT NULL,
    owner_name  text NOT NULL
);

CREATE TABLE leads (
    lead_id      integer NOT NULL,
    campaign_id  integer,
    created_at   timestamptz NOT NULL,
    first_name   text NOT NULL,
    last_name    text NOT NULL,
    company_name text NOT NULL,
    email        text NOT NULL,
    region       text NOT NULL,
    status       lead_status NOT NULL,
    score        smallint,
    contacted_at timestamptz,
    closed_at    timestamptz
);

CREATE TABLE ad_spend (
    ad_spend_id integer NOT NULL,
    campaign_id integer NOT NULL,
    spend_date  date NOT NULL,
    impressions integer NOT NULL,
    clicks      integer NOT NULL,
    amount      numeric(10, 2) NOT NULL
);

CREATE TABLE conversions (
    conversion_id   integer NOT NULL,
    lead_id         integer NOT NULL,
    campaign_id     integer,
    conversion_type conversion_type NOT NULL,
    converted_at    timestamptz NOT NULL,
    amount          numeric(10, 2)
);

CREATE TABLE email_metrics (
    email_metric_id integer NOT NULL,
    campaign_id     integer NOT NULL,
    sent_on         date NOT NULL,
    audience        text NOT NULL,
    subject         text NOT NULL,
    sent            integer NOT NULL,
    delivered       integer NOT NULL,
    opened          integer NOT NULL,
    clicked         integer NOT NULL,
    unsubscribed    integer NOT NULL
);
