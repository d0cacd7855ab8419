-- Ids of the large tables are unique (they carry no index, which would make loading three times slower). An id
-- begins with its day, so it can only be doubled on a day that changed.
select 'mention' as relation, mention_id as id
from mention where day >= getvariable('since') group by mention_id having count(*) > 1
union all
select 'amount', amount_id from amount where day >= getvariable('since') group by amount_id having count(*) > 1
union all
select 'relation', relation_id from relation where day >= getvariable('since') group by relation_id having count(*) > 1
