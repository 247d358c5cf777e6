-- The id of each live card leads to that card.
select card.person_key, card.card_no
  from card.health_card card
  left join card.card_id id on id.card_id = card.card_id
 where card.status <> 'CANCELLED' and (id.person_key, id.card_no) is distinct from (card.person_key, card.card_no);
