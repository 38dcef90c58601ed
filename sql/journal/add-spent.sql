INSERT INTO spent (server, day, currency, cost, tokens, unpriced_tokens, requests)
VALUES (:server, :day, :currency, :cost, :tokens, :unpriced_tokens, 1)
ON CONFLICT (server, day, currency) DO UPDATE SET
    cost = cost + excluded.cost, tokens = tokens + excluded.tokens,
    unpriced_tokens = unpriced_tokens + excluded.unpriced_tokens, requests = requests + 1
