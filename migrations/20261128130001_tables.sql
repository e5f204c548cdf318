-- Tables of pages: indexes for what is looked for in lists that grow, and the order of Chinese names.

create index journal_by_event on journal (stream_id, event, seq);
create index journal_by_time on journal (stream_id, recorded_at);
create index security_log_by_event on security_log (event, security_log_id);
create index security_log_by_time on security_log (happened_at);

-- by their sounds, as dictionaries have it; only pages are sorted by it, no index is, so that another
-- version of the library breaks nothing. A server without the library sorts by signs.
do $$
begin
    create collation chinese (provider = icu, locale = 'zh-u-co-pinyin');
exception when feature_not_supported or invalid_parameter_value or undefined_object or internal_error then
    create collation chinese from "C";
end
$$;
