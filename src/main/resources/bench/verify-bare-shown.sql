with holder as (
    select card.person_key, card.card_no, card.attribute
      from card.card_id
      join card.health_card card using (person_key, card_no)
     where card_id.card_id = ? and card.status = 'NORMAL'
), taken as (
    update card.dynamic_code code set remaining = code.remaining - 1
      from holder
     where code.person_key = holder.person_key and code.valid_until > now() and code.remaining > 0
    returning code.person_key
), used as (
    insert into card.use_record (person_key, use_id, card_no, at, institution_id, care_step, channel, code_type)
    select person_key, ids.use_id, card_no, now(), 1, 'REGISTRATION', 'COUNTER', 'DYNAMIC'
      from holder join taken using (person_key), (select ?::bigint as use_id) ids
    returning person_key, use_id
), listed as (
    insert into card.point_use (institution_id, reading_point_id, use_id, person_key)
    select 1, 0, use_id, person_key from used
), logged as (
    insert into access.reading (person_key, reading_id, at, actor_kind, actor_id, actor_name, institution_id, what, purpose)
    select person_key, ?::bigint, now(), 'CLIENT', 'bare', 'bare', 1, '基本身份信息', 'CARD' from used
)
select row(name, sex, birth_date, attribute)::text from holder join identity.person using (person_key)
