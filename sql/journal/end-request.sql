UPDATE sent
SET model = :model, outcome = :outcome, error = :error, input_tokens = :input_tokens,
    cache_write_tokens = :cache_write_tokens, cache_read_tokens = :cache_read_tokens, output_tokens = :output_tokens,
    cost = :cost, currency = :currency
WHERE id = :id
