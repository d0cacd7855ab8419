-- The history of an entity, a row a day (any alias in any script does); see also companions(name), entity_stories(name)
select * from entity_history($who)
