-- What is counted as paid and refunded, of each institution and day, is the number and the sum of the ledger's postings.
with counted as (
    select area_code, series_no, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 20
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them group by 1, 2, 3 having sum(n) <> 0
), rows as (
    select '@' || lpad(p.institution_id::text, 19, '0') as area_code, what.name, p.day, sum(what.n) as n
      from payment.posting p
      join lateral (values ('PAYMENT', 'payment.payments', 1), ('PAYMENT', 'payment.paid-fen', p.amount_fen),
                           ('REFUND', 'payment.refunds', 1), ('REFUND', 'payment.refunded-fen', p.amount_fen)) what (kind, name, n)
        on what.kind = p.kind
     group by 1, 2, 3
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from (select area_code, name, day, n from counted join tally.series using (series_no) where name like 'payment.%') counted
  full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
