-- What the sandbox has heard us acknowledge and give back is what the ledger booked of it, order by order.
select coalesce(s.person_key, l.person_key) as person_key, coalesce(s.order_id, l.order_id) as order_id,
       s.amount_fen, l.received_fen, s.refunded_fen, l.returned_fen
  from payment.sandbox_trade s
  full join (
       select person_key, order_id,
              coalesce(sum(amount_fen) filter (where kind in ('PAYMENT', 'LATE_RECEIPT')), 0) as received_fen,
              coalesce(sum(amount_fen) filter (where kind in ('REFUND', 'LATE_RETURN')), 0) as returned_fen
         from payment.posting where channel = 'SANDBOX' group by person_key, order_id) l
    on l.person_key = s.person_key and l.order_id = s.order_id
 where s.order_id is null
    or (s.acknowledged_at is not null and l.order_id is null)
    or (l.order_id is not null and (s.amount_fen, s.refunded_fen) <> (l.received_fen, l.returned_fen))
