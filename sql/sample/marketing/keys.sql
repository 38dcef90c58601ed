-- SPDX-License-Identifier: GPL-3.0-or-later
-- Keys, rules and indexes, made once the rows are in.
ALTER TABLE campaigns
    ADD PRIMARY KEY (campaign_id),
    ADD UNIQUE (name),
    ADD CHECK (budget >= 0),
    ADD CHECK (end_on >= start_on),
    ADD CHECK (objective IN ('awareness', 'lead generation', 'retention')),
    ADD CHECK (region IN ('North', 'South', 'East', 'West', 'Central'));
ALTER TABLE leads
    ADD PRIMARY KEY (lead_id),
    ADD CHECK (score BETWEEN 0 AND 100),
    ADD CHECK (region IN ('North', 'South', 'East', 'West', 'Central')),
    ADD CHECK (contacted_at >= created_at),
    ADD CHECK ((status IN ('won', 'lost')) = (closed_at IS NOT NULL));
ALTER TABLE ad_spend
    ADD PRIMARY KEY (ad_spend_id),
    ADD UNIQUE (campaign_id, spend_date),
    ADD CHECK (impressions >= clicks AND clicks >= 0),
    ADD CHECK (amount >= 0);
ALTER TABLE conversions
    ADD PRIMARY KEY (conversion_id),
    ADD UNIQUE (lead_id, conversion_type),
    ADD CHECK ((conversion_type = 'purchase') = (amount IS NOT NULL));
ALTER TABLE email_metrics
    ADD PRIMARY KEY (email_metric_id),
    ADD UNIQUE (campaign_id, sent_on, audience),
    ADD CHECK (audience IN ('prospects', 'customers', 'dormant')),
    ADD CHECK (delivered <= sent AND opened <= delivered AND clicked <= opened AND unsubscribed <= delivered);

ALTER TABLE leads ADD FOREIGN KEY (campaign_id) REFERENCES campaigns;
ALTER TABLE ad_spend ADD FOREIGN KEY (campaign_id) REFERENCES campaigns;
ALTER TABLE conversions
    ADD FOREIGN KEY (lead_id) REFERENCES leads,
    ADD FOREIGN KEY (campaign_id) REFERENCES campaigns;
ALTER TABLE email_metrics ADD FOREIGN KEY (campaign_id) REFERENCES campaigns;

CREATE INDEX campaigns_start_on_idx ON campaigns (start_on);
CREATE INDEX leads_campaign_id_idx ON leads (campaign_id);
CREATE INDEX leads_created_at_idx ON leads (created_at);
CREATE INDEX ad_spend_spend_date_idx ON ad_spend (spend_date);
CREATE INDEX conversions_campaign_id_idx ON conversions (campaign_id);
CREATE INDEX conversions_converted_at_idx ON conversions (converted_at);
CREATE INDEX email_metrics_sent_on_idx ON email_metrics (sent_on);
