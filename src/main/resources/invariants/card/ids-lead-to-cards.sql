-- Each card id leads to a card with this id.
select encode(id.card_id, 'hex') as card_id
  from card.card_id id
  left join card.health_card card on card.person_key = id.person_key and card.card_no = id.card_no
 where card.card_id is distinct from id.card_id;
