-- A paid or refunded fee stands on a paid bill; a fee that is due does not.
select f.person_key, f.fee_id, f.state, b.state as bill_state
  from encounter.fee f
  left join encounter.bill b on b.person_key = f.person_key and b.bill_id = f.bill_id
 where (f.state in ('PAID', 'REFUNDED')) <> (coalesce(b.state, '') = 'PAID')
