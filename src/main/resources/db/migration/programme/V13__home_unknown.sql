-- Of whom nobody knows where she lives, no village is asked any more: whoever was kept by the village where she was met is
-- looked at again.
insert into programme.stale (person_key, since)
select s.person_key, now() from programme.subject s join identity.person p using (person_key) where not p.residence_known
on conflict do nothing;
