-- Money that came too late has all gone back.
select person_key, order_id,
       sum(amount_fen) filter (where kind = 'LATE_RECEIPT') as received_fen,
       sum(amount_fen) filter (where kind = 'LATE_RETURN') as returned_fen
  from payment.posting
 where kind in ('LATE_RECEIPT', 'LATE_RETURN')
 group by person_key, order_id
having coalesce(sum(amount_fen) filter (where kind = 'LATE_RECEIPT'), 0)
    <> coalesce(sum(amount_fen) filter (where kind = 'LATE_RETURN'), 0)
