-- The cards of a village are those of its residents: of whom nobody knows where she lives, no village counts the card.
with gone as (
    delete from card.issued i using identity.person p
     where p.person_key = i.person_key and not p.residence_known
    returning i.area_code
)
update card.issued_count c set issued = c.issued - g.n
  from (select area_code, count(*) as n from gone group by 1) g
 where g.area_code = c.area_code;
