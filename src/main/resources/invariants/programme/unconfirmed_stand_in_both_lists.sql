-- What a resident has not confirmed stands in the list of the place where it is counted, as with her; and nothing else does.
select d.person_key, d.delivery_id, d.confirm, u.state
  from (select * from programme.delivery where confirm in ('WAITING', 'DISPUTED') and voided_at is null) d
  full join programme.unconfirmed u on u.area_code = d.area_code and u.delivery_id = d.delivery_id
 where u.state is distinct from d.confirm or u.person_key is distinct from d.person_key
    or u.service_no is distinct from d.service_no
