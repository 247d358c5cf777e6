-- Each card belongs to a person.
select card.person_key from card.health_card card left join identity.person person using (person_key)
 where person.person_key is null;
