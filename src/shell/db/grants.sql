-- What the running role may do; everything else belongs to the owner.
grant usage on schema public to huanjie_app;
grant select, insert, update, delete on all tables in schema public to huanjie_app;
grant usage on all sequences in schema public to huanjie_app;
revoke update, delete, truncate on journal, journal_place, signed_head, security_log, attachment from huanjie_app;
revoke update, truncate on journal_payload from huanjie_app;
revoke insert, update, delete, truncate on change from huanjie_app;
revoke insert, update, delete, truncate on _sqlx_migrations from huanjie_app;
