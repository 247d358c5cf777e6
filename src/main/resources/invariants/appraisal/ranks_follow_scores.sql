-- Whoever was published with a score stands after as many as had a better one; and what was said anew follows what was said before.
select scheme, period, revision, subject, rank::text as is, should::text as should
  from (select scheme, period, revision, subject, rank,
               rank() over (partition by scheme, period, revision order by score desc nulls last) as should, score
          from appraisal.result) ranked
 where score is not null and rank <> should
union all
select scheme, period, revision, '', '', (lag + 1)::text
  from (select scheme, period, revision, coalesce(lag(revision) over (partition by scheme, period order by revision), 0) as lag
          from appraisal.publication) said
 where revision <> lag + 1
