-- Care that stands on an institution's list for following up is an event of its resident.
select c.institution_id, c.finished_on::text, c.person_key, c.source, c.event
  from programme.finished_care c
 where not exists (select from programme.fact f
                    where f.person_key = c.person_key and f.kind = 'EVENT' and f.code = c.event
                      and f.from_date = c.finished_on and f.source = c.source)
