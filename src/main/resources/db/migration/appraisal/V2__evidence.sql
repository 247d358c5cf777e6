-- 佐证: files that points given by hand, or an appeal, rest on. They are attachments of the subject; the digest says with what
-- content each was handed in. Few a period. Never changed.
create table appraisal.evidence (
    scheme text not null,
    period text not null,
    subject text not null,
    -- mark/<item>/<no> or appeal/<id>
    about text not null check (about ~ '^(mark|appeal)/.'),
    -- SM3 of the content, hexadecimal
    digest text not null check (length(digest) = 64),
    name text not null check (length(name) between 1 and 100),
    shard bigint not null,
    attachment_id bigint not null,
    primary key (scheme, period, subject, about, digest)
);

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on appraisal.evidence from kangcheng_app;
    end if;
end $$;
