-- The doubtful answer $1 is corrected by the question $2.
UPDATE parlance.doubtful_answers SET corrected_by = $2::uuid WHERE id = $1::uuid
