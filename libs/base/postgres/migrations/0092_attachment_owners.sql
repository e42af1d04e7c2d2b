-- Who may attach a content: whoever uploaded it, and whoever was sent a message that carries it. A message names what it carries, so that
-- nothing that is named is ever removed.
alter table feedback.attachment
  -- Nothing named it for too long: its content is being removed, and nobody may attach it any more until it is uploaded again.
  add column leaving_at timestamptz;

-- Region and department of the uploader; empty where they work for more than one.
create table feedback.attachment_upload (
  sha256      text        not null references feedback.attachment (sha256) on delete cascade,
  region      text        not null,
  department  text        not null,
  uploaded_at timestamptz not null,
  primary key (sha256, region, department)
);

create table feedback.message_attachment (
  message_id uuid not null references feedback.message (id),
  sha256     text not null references feedback.attachment (sha256),
  primary key (message_id, sha256)
);
create index message_attachment_content on feedback.message_attachment (sha256);

insert into feedback.message_attachment (message_id, sha256)
select distinct m.id, a.sha256
  from feedback.message m
 cross join lateral json_array_elements(
         case json_typeof(m.body -> 'attachments') when 'array' then m.body -> 'attachments' else '[]' end) as named
  join feedback.attachment a on a.sha256 = named ->> 'sha256';

insert into feedback.attachment_upload (sha256, region, department, uploaded_at)
select n.sha256, m.from_region, m.from_department, min(m.created_at)
  from feedback.message_attachment n
  join feedback.message m on m.id = n.message_id
 group by 1, 2, 3;
-- What no message names yet was uploaded by somebody who is not on record: the hub's own people may still attach it.
insert into feedback.attachment_upload (sha256, region, department, uploaded_at)
select a.sha256, '', '', a.stored_at
  from feedback.attachment a
 where not exists (select from feedback.message_attachment n where n.sha256 = a.sha256);
