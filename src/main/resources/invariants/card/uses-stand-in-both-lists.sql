-- A reading stands in its person's list and in its institution's list.
select coalesce(record.use_id, point.use_id) as use_id
  from card.use_record record
  full join card.point_use point
    on point.use_id = record.use_id and point.person_key = record.person_key
   and point.institution_id = record.institution_id
 where record.use_id is null or point.use_id is null;
