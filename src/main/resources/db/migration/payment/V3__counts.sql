-- Payments are counted as everything else is; the totals by day, through whose row every payment at an institution had to
-- pass, were read by nothing but figures.
insert into tally.series (name) values ('payment.payments'), ('payment.paid-fen'), ('payment.refunds'), ('payment.refunded-fen')
    on conflict do nothing;
insert into tally.change (area_code, series_no, day, n)
select '@' || lpad(p.institution_id::text, 19, '0'), series.series_no, p.day, sum(what.n)
  from payment.posting p
  join lateral (values ('PAYMENT', 'payment.payments', 1), ('PAYMENT', 'payment.paid-fen', p.amount_fen),
                       ('REFUND', 'payment.refunds', 1), ('REFUND', 'payment.refunded-fen', p.amount_fen)) what (kind, name, n)
    on what.kind = p.kind
  join tally.series using (name)
 group by 1, 2, 3;
drop table payment.day_total;
