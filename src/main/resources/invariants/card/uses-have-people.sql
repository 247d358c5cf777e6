-- Each use record belongs to a person and to a card of hers.
select record.person_key, record.use_id
  from card.use_record record
  left join identity.person person using (person_key)
  left join card.health_card card on card.person_key = record.person_key and card.card_no = record.card_no
 where person.person_key is null or card.person_key is null;
