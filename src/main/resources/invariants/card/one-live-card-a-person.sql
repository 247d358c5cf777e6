-- Nobody has two live cards, under all the keys that stand for the same person.
select coalesce(alias.current_key, card.person_key) as current_key, count(*) as live_cards
  from card.health_card card left join identity.alias alias on alias.retired_key = card.person_key
 where card.status <> 'CANCELLED'
 group by 1 having count(*) > 1;
