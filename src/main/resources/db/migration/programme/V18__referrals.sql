-- 转诊单: who is sent on by a record's grade is sent to an institution, and that says whether it takes her, that she came, and
-- gives her back: before she came, because it cannot take her; afterwards with what is to be done.
create table programme.referral (
    person_key bigint not null,
    referral_id bigint not null,
    delivery_id bigint not null,
    institution_id bigint not null,
    issued_on date not null,
    issued_by text not null,
    note text not null,
    accepted_at timestamptz,
    accepted_by text,
    came_at timestamptz,
    came_by text,
    returned_at timestamptz,
    returned_by text,
    return_note text,
    primary key (person_key, referral_id),
    constraint steps_say_who check ((accepted_at is null) = (accepted_by is null) and (came_at is null) = (came_by is null)
        and (returned_at is null) = (returned_by is null) and (returned_at is null) = (return_note is null)),
    constraint who_came_was_accepted check (came_at is null or accepted_at is not null)
);
create unique index one_standing_referral on programme.referral (person_key, delivery_id) where returned_at is null;

-- The same by the institution that is to take her.
create table programme.referral_to (
    institution_id bigint not null,
    issued_on date not null,
    person_key bigint not null,
    referral_id bigint not null,
    primary key (institution_id, issued_on, referral_id)
);
