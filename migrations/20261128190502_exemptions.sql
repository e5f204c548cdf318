-- The number of a consent's paper stands only beside a consent; without one there is nothing to check.

alter table member_exemption drop constraint member_exemption_consent_no;
alter table member_exemption add constraint member_exemption_consent_no check (
    consent_no is null or (consent_no <> '' and length(consent_no) <= 60 and consented_on is not null)
);
