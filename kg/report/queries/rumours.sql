-- Rumours of the last days of the archive
select day, headline, modality_cue from story
where modality = 'rumoured' order by day desc limit 50
