-- The counted totals of an institution's day and channel are the sums of its postings.
select coalesce(t.institution_id, l.institution_id) as institution_id, coalesce(t.day, l.day) as day,
       coalesce(t.channel, l.channel) as channel, t.paid_fen, l.paid_fen as ledger_paid_fen,
       t.refunded_fen, l.refunded_fen as ledger_refunded_fen
  from payment.day_total t
  full join (
       select institution_id, day, channel,
              count(*) filter (where kind = 'PAYMENT') as payments,
              coalesce(sum(amount_fen) filter (where kind = 'PAYMENT'), 0) as paid_fen,
              count(*) filter (where kind = 'REFUND') as refunds,
              coalesce(sum(amount_fen) filter (where kind = 'REFUND'), 0) as refunded_fen
         from payment.posting where kind in ('PAYMENT', 'REFUND')
        group by institution_id, day, channel) l
    on (l.institution_id, l.day, l.channel) = (t.institution_id, t.day, t.channel)
 where (t.payments, t.paid_fen, t.refunds, t.refunded_fen)
       is distinct from (l.payments, l.paid_fen, l.refunds, l.refunded_fen)
