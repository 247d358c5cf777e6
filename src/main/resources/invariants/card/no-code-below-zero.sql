-- No dynamic code was read more often than it was good for.
select person_key, valid_until, remaining from card.dynamic_code where remaining < 0;
