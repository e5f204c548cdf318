-- The identity number of a line that was refused for saying another sex or birth than the line: whose it is
-- somebody has to know. And what can be right beside what is registered, and rarely is: somebody is to look.
alter table import_line add column denied_digest bytea;
alter table import_line add column noted jsonb;

-- where the organisation of a post is asked for, nobody is told in which it would be registered
create or replace function told(line import_line) returns jsonb
language sql immutable
return case
    when line.bar = 0 and line.found = '[]' and line.changes = '[]' then '[]'
    else case
            when line.found @> '[{"column": "organisation"}]'
            then jsonb_path_query_array(line.problems, '$[*] ? (@.key != "import-warn-no-branch")')
            else line.problems
        end || line.found || coalesce(line.noted, '[]')
end;

-- what a line changes of who or what is there: that somebody comes on a roll changes nothing of the person
create function alters(line import_line) returns jsonb
language sql immutable
return jsonb_path_query_array(line.changes, '$[*] ? (@.column != "category")');
