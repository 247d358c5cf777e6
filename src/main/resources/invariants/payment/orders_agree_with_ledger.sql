-- What an order says was paid and given back is what the ledger holds for it on the institution's account.
select coalesce(o.person_key, l.person_key) as person_key, coalesce(o.order_id, l.order_id) as order_id,
       o.state, o.amount_fen, o.refunded_fen, l.paid_fen, l.refunded_fen as ledger_refunded_fen
  from payment.payment_order o
  full join (
       select person_key, order_id,
              coalesce(sum(amount_fen) filter (where kind = 'PAYMENT'), 0) as paid_fen,
              coalesce(sum(amount_fen) filter (where kind = 'REFUND'), 0) as refunded_fen
         from payment.posting group by person_key, order_id) l
    on l.person_key = o.person_key and l.order_id = o.order_id
 where o.order_id is null
    or coalesce(l.paid_fen, 0) <> case when o.paid_at is null then 0 else o.amount_fen end
    or coalesce(l.refunded_fen, 0) <> o.refunded_fen
