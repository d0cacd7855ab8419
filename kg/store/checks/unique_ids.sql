-- Ids of the large tables are unique (they carry no index, which would make loading three times slower).
select 'mention' as relation, mention_id as id from mention group by mention_id having count(*) > 1
union all
select 'amount', amount_id from amount group by amount_id having count(*) > 1
union all
select 'relation', relation_id from relation group by relation_id having count(*) > 1
