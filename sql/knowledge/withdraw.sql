-- A verified question that is not right any more: it stays in the list and is offered to nobody.
UPDATE parlance.verified_questions SET status = 'doubtful' WHERE id = $1::uuid
