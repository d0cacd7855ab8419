-- Rumours of the last days of the archive
-- 档案最后几天的传闻
select day, headline, modality_cue from story
where modality = 'rumoured' order by day desc limit 50
