-- The standing settlement of a bill is the sum of the fees that stand on it and were not given back.
select b.person_key, b.bill_id, b.state, f.fees_fen, s.settled_fen
  from encounter.bill b
  left join (select person_key, bill_id, sum(amount_fen) filter (where state <> 'REFUNDED') as fees_fen
               from encounter.fee where bill_id is not null group by person_key, bill_id) f
    on f.person_key = b.person_key and f.bill_id = b.bill_id
  left join (select person_key, payable_id, sum(total_fen) as settled_fen
               from settlement.settlement where payable_kind = 'visit-bill' and reversed_at is null
              group by person_key, payable_id) s
    on s.person_key = b.person_key and s.payable_id = b.bill_id
 where coalesce(f.fees_fen, 0) <> coalesce(s.settled_fen, 0)
