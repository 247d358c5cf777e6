-- A division's code begins with its parent's, and an institution of a functional zone lies within the zone's towns.
select a.code from directory.area a where a.parent is not null and a.code not like a.parent || '%'
union all
select i.code from directory.institution i
 where i.management_unit is not null
   and not exists (select from directory.management_area m
                    where m.unit = i.management_unit and i.area_code like m.town || '%')
