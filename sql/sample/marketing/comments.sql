-- SPDX-License-Identifier: GPL-3.0-or-later
-- What each table and column means: people read it in the schema panel, and Claude gets it with the question.

COMMENT ON TABLE campaigns IS 'Everything we did to be noticed: one row for each campaign, always-on ones and planned ones included.';
COMMENT ON COLUMN campaigns.campaign_id IS 'Number that leads, spend, conversions and emails refer to.';
COMMENT ON COLUMN campaigns.name IS 'Working title, unique: theme, channel, month and number.';
COMMENT ON COLUMN campaigns.channel IS 'Where it ran: ''search'', ''social'', ''display'', ''email'', ''events'' or ''partners''. Daily spend is recorded for search, social, display and partners only.';
COMMENT ON COLUMN campaigns.objective IS 'What it was for: ''awareness'', ''lead generation'' or ''retention''.';
COMMENT ON COLUMN campaigns.region IS 'The one region it was aimed at: North, South, East, West or Central. NULL when it ran everywhere.';
COMMENT ON COLUMN campaigns.start_on IS 'First day it ran, or is to run.';
COMMENT ON COLUMN campaigns.end_on IS 'Last day it ran, or is to run. NULL for always-on campaigns, which have no end.';
COMMENT ON COLUMN campaigns.budget IS 'Approved for the whole run in US dollars; for an always-on campaign, for one year. Not what was spent: see ad_spend.';
COMMENT ON COLUMN campaigns.status IS '''planned'' (begins later), ''active'', ''paused'' (stopped for the moment, nothing is spent) or ''ended''.';
COMMENT ON COLUMN campaigns.owner_name IS 'Colleague in charge of it.';

COMMENT ON TABLE leads IS 'People who showed interest, one row for each, with how far we got with them.';
COMMENT ON COLUMN leads.lead_id IS 'Number given on arrival, rising with time.';
COMMENT ON COLUMN leads.campaign_id IS 'Campaign that brought the person. NULL when he or she came without one (typed our address, was told of us).';
COMMENT ON COLUMN leads.created_at IS 'Moment the form was sent or the card was handed over.';
COMMENT ON COLUMN leads.first_name IS 'Given name as entered.';
COMMENT ON COLUMN leads.last_name IS 'Family name as entered.';
COMMENT ON COLUMN leads.company_name IS 'Employer as entered by the person; not matched with the customers of the sales database.';
COMMENT ON COLUMN leads.email IS 'Address as entered; under example domains, so nobody gets mail.';
COMMENT ON COLUMN leads.region IS 'Where the employer sits: North, South, East, West or Central.';
COMMENT ON COLUMN leads.status IS '''new'' (nobody wrote yet), ''contacted'', ''qualified'' (worth an offer), ''won'' (bought) or ''lost'' (will not buy).';
COMMENT ON COLUMN leads.score IS 'How likely to buy, 0 (hardly) to 100 (surely), guessed at the first contact. NULL before that.';
COMMENT ON COLUMN leads.contacted_at IS 'Moment of our first answer. NULL while the status is ''new''.';
COMMENT ON COLUMN leads.closed_at IS 'Moment it was won or lost. NULL as long as it is open.';

COMMENT ON TABLE ad_spend IS 'What advertising cost and reached, one row for each campaign and day on which it ran. Only campaigns of the channels search, social, display and partners.';
COMMENT ON COLUMN ad_spend.ad_spend_id IS 'Number of the row; says nothing else.';
COMMENT ON COLUMN ad_spend.campaign_id IS 'Campaign the money went to.';
COMMENT ON COLUMN ad_spend.spend_date IS 'Day the adverts were shown (UTC).';
COMMENT ON COLUMN ad_spend.impressions IS 'How often an advert was shown.';
COMMENT ON COLUMN ad_spend.clicks IS 'How often one was clicked; never more than impressions.';
COMMENT ON COLUMN ad_spend.amount IS 'Paid for that day in US dollars without tax. Cost per click is the sum of this over the sum of clicks.';

COMMENT ON TABLE conversions IS 'Steps a lead took towards buying, at most one of each kind a lead.';
COMMENT ON COLUMN conversions.conversion_id IS 'Number of the step, rising with time.';
COMMENT ON COLUMN conversions.lead_id IS 'Who took the step.';
COMMENT ON COLUMN conversions.campaign_id IS 'Campaign that gets the credit: the one that brought the lead. NULL when none did.';
COMMENT ON COLUMN conversions.conversion_type IS '''demo'' (was shown the product), ''trial'' (tried it) or ''purchase'' (bought for the first time).';
COMMENT ON COLUMN conversions.converted_at IS 'Moment of the step.';
COMMENT ON COLUMN conversions.amount IS 'Worth of the first order in US dollars. NULL for demo and trial, which bring no money.';

COMMENT ON TABLE email_metrics IS 'Results of our mailings, one row for each sending and audience. Mailings go out on Tuesdays.';
COMMENT ON COLUMN email_metrics.email_metric_id IS 'Number of the row; says nothing else.';
COMMENT ON COLUMN email_metrics.campaign_id IS 'Campaign of the channel ''email'' the mailing belongs to.';
COMMENT ON COLUMN email_metrics.sent_on IS 'Day it went out (UTC); opens and clicks of the seven days after it are included.';
COMMENT ON COLUMN email_metrics.audience IS 'Who got it: ''prospects'' (leads), ''customers'' or ''dormant'' (no order for a year).';
COMMENT ON COLUMN email_metrics.subject IS 'Subject line as sent.';
COMMENT ON COLUMN email_metrics.sent IS 'Mails handed to the provider.';
COMMENT ON COLUMN email_metrics.delivered IS 'Of those sent, how many did not bounce.';
COMMENT ON COLUMN email_metrics.opened IS 'Of those delivered, how many were opened at least once.';
COMMENT ON COLUMN email_metrics.clicked IS 'Of those opened, how many had a link clicked at least once. Click rate is this over opened.';
COMMENT ON COLUMN email_metrics.unsubscribed IS 'Of those delivered, how many asked for no more mail.';
