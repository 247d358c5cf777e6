-- Each posting moves money between the accounts that its kind says, and nowhere else.
select person_key, posting_id, kind, debit_account, credit_account
  from payment.posting
 where (debit_account, credit_account) is distinct from (
       case kind when 'PAYMENT' then 'CHANNEL:' || channel when 'REFUND' then 'INSTITUTION:' || institution_id
                 when 'LATE_RECEIPT' then 'CHANNEL:' || channel else 'UNCLAIMED' end,
       case kind when 'PAYMENT' then 'INSTITUTION:' || institution_id when 'LATE_RECEIPT' then 'UNCLAIMED'
                 else 'CHANNEL:' || channel end)
