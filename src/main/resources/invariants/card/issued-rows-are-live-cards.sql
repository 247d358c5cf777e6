-- Who stands in a village's list of issued cards has a live card that says the same village, and the other way round.
select coalesce(card.person_key, issued.person_key) as person_key, card.area_code as on_card, issued.area_code as listed
  from (select person_key, area_code from card.health_card where status <> 'CANCELLED') card
  full join card.issued issued using (person_key)
 where card.area_code is distinct from issued.area_code;
