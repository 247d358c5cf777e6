-- Each delivered service is a resident's.
select person_key, delivery_id from programme.delivery
 where not exists (select from identity.person where person.person_key = delivery.person_key)
