-- The payers' lines of a settlement sum exactly to its total.
select s.person_key, s.settlement_id, s.total_fen, coalesce(sum(l.amount_fen), 0) as lines_fen
  from settlement.settlement s
  left join settlement.payer_line l on l.person_key = s.person_key and l.settlement_id = s.settlement_id
 group by s.person_key, s.settlement_id
having s.total_fen <> coalesce(sum(l.amount_fen), 0)
