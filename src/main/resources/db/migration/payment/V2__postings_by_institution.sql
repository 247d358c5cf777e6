-- The rows behind a day's total of an institution.
create index posting_of_an_institution on payment.posting (institution_id, day);
