-- A bill's total is its order's amount, it is paid only if the order is, and what its fees gave back the order gave back.
select b.person_key, b.bill_id, b.state, o.state as order_state, b.total_fen, o.amount_fen, o.refunded_fen,
       f.refunded_fen as fees_refunded_fen
  from encounter.bill b
  left join payment.payment_order o on o.person_key = b.person_key and o.order_id = b.payment_order_id
  left join (select person_key, bill_id, sum(amount_fen) filter (where state = 'REFUNDED') as refunded_fen
               from encounter.fee where bill_id is not null group by person_key, bill_id) f
    on f.person_key = b.person_key and f.bill_id = b.bill_id
 where o.order_id is null
    or b.total_fen <> o.amount_fen
    or o.payable_kind <> 'visit-bill' or o.payable_id <> b.bill_id
    or (b.state = 'PAID' and o.paid_at is null)
    or (b.state = 'WITHDRAWN' and o.state <> 'CLOSED')
    or coalesce(f.refunded_fen, 0) <> o.refunded_fen
