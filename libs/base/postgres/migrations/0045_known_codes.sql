-- What a code is, the mapping says from here on, and a type is what JSON says it is: contracts forget the codes they had guessed and take what
-- they had read out of texts for texts; what was told by such guesses is withdrawn.
update intake.contract
   set version = version + 1,
       columns = (select coalesce(jsonb_object_agg(name, shape || '{"codes": []}' || case
                           when shape ->> 'type' in ('integer', 'decimal', 'date', 'time') then '{"type": "text"}'::jsonb
                           else '{}'::jsonb
                         end), '{}')
                    from jsonb_each(columns) as c (name, shape));

update intake.drift
   set state = 'withdrawn', settled_at = now()
 where state = 'open' and (kind = 'codes' or (kind = 'type' and declared_before is null and declared_after is null));
