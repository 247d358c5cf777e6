-- Who stands in a village's list of issued cards is one of its residents and has a live card that says the same village; and
-- the other way round: a share of cards to residents is one of the same people.
select coalesce(held.person_key, issued.person_key) as person_key, held.lives, held.on_card, issued.area_code as listed
  from (select c.person_key, c.area_code as on_card, r.area_code as lives
          from card.health_card c join identity.resident r using (person_key)
         where c.status <> 'CANCELLED') held
  full join card.issued issued using (person_key)
 where (held.lives is distinct from issued.area_code or held.on_card is distinct from issued.area_code)
   -- what was told of her and not yet heard
   and not exists (select from event.event_publication e
                    where starts_with(e.listener_id, 'card.')
                      and e.serialized_event like '%' || coalesce(held.person_key, issued.person_key) || '%');
