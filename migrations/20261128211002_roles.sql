-- The desks of the county's election office, the working groups of a town's leading group, and the
-- Party organisation of a unit can be entrusted as well.

alter table mandate drop constraint mandate_role;
alter table mandate add constraint mandate_role check (role in (
    'administrator', 'county_office', 'organisation_desk', 'civil_desk', 'county_official',
    'town_office', 'leading_group', 'guidance_group', 'audit_group', 'petitions_group',
    'steering_group', 'commission', 'branch', 'recorder', 'scrutineer', 'screen'
));
