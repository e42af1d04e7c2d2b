-- A case may owe a department several kinds of message, so what is withheld is kept by kind too.
alter table feedback.withheld add column kind text not null default 'license-decision';
alter table feedback.withheld alter column kind drop default;
alter table feedback.withheld drop constraint withheld_pkey;
alter table feedback.withheld add primary key (source, case_no, region, department, kind);
