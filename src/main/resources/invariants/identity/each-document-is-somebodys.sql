-- Each document and each phone belongs to a person who exists, and each person holds a document.
select d.person_key from identity.document d
  left join identity.person p on p.person_key = d.person_key where p.person_key is null
union all
select f.person_key from identity.phone f
  left join identity.person p on p.person_key = f.person_key where p.person_key is null
union all
select p.person_key from identity.person p
  left join identity.document d on d.person_key = p.person_key where d.person_key is null
