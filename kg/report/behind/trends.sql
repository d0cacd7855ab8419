-- Trends, most often stated first; see also trend_history(trend_id)
select trend_id, name, status, status_reason, first_day, last_day, day_count
from trend
where true
  and trend_id = $trend
order by day_count desc, trend_id
