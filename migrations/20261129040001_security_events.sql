-- who was refused why, and links that are made and open no longer
alter table security_log drop constraint security_log_event;
alter table security_log add constraint security_log_event check (event in (
    'signed_in', 'refused', 'refused_locked', 'refused_beyond', 'throttled', 'signed_out',
    'password_changed', 'password_given', 'sessions_ended', 'factor_set', 'factor_refused',
    'factor_removed', 'link_entered', 'link_refused', 'link_made', 'link_revoked'
));
