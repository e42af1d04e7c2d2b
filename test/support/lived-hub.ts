const source = '370800.zjj.front';
const message = '01950000-0000-7000-8000-000000000001';
const delivery = '01950000-0000-7000-8000-000000000002';

const statements: readonly string[] = [
  `insert into policy.department values ('370800', 'zjj', '住建', '', 'supervision', 3, '', true),
     ('370800', 'xzspj', '审批', '', 'approval', 3, '', true)`,
  `insert into intake.source (id, name, connector, standard, generation, definition, state, digest)
   values ('${source}', '住建前置库', 'mysql', 'shandong-front', 'A',
           '{"streams":[{"name":"application","table":"PRE_APASINFO","mode":"keyset"},{"name":"result","table":"T","mode":"keyset"}]}', 'enabled', '')`,
  `insert into intake.checkpoint (source, stream, mode, rows_read, rows_published, rows_repeated, progress_at, drained_at)
   values ('${source}', 'application', 'keyset', 12, 10, 2, now(), now()),
          ('${source}', 'result', 'keyset', 5, 5, 0, now(), now() - interval '90 s')`,
  `insert into intake.cost values ('${source}', '2026-03-02', 12, 17, 900, 2500, 800, 60000)`,
  `insert into intake.health (source, pace, open_until) values ('${source}', 0.5, now() + interval '1 hour')`,
  `insert into ops.fence (consumer, topic, partition, next_offset, taken, unified, unchanged, parked)
   values ('hub-normalise', 'hub.raw.${source}', 0, 9, 9, 7, 1, 1), ('hub-normalise', 'hub.raw.${source}', 1, 5, 5, 5, 0, 0)`,
  `insert into ops.parked (cause, code, field, sentence, source, case_no, topic, partition, record_offset, body, parked_at)
   values ('map', 'HUB_CODE_UNKNOWN', 'INFOTYPE', '代码未知', '${source}', 'C-1', 'hub.raw.${source}', 0, 3,
           '{"APPLYNAME":"张三丰"}', now()),
          ('receipt', 'HUB_REPLY_MALFORMED', null, '格式不符', '370800.zjj', 'C-1', 'reply.370800.zjj.v1', 0, 1, '{}', now())`,
  `insert into unified.case_status (source, case_no, state, result, result_removed, item_codes, missing, route, waiting_since,
     first_seen_at, updated_at)
   values ('${source}', 'C-1', 'CLOSED', 'GRANTED', false, '{A}', '{}', 'told', null, now(), now()),
          ('${source}', 'C-2', 'CLOSED', 'GRANTED', false, '{}', '{item}', 'waiting', now(), now(), now())`,
  `insert into unified.application (source, case_no, row_key, revision, removed, content_hash, standard, generation, mapping_version,
     originals, topic, partition, record_offset, first_seen_at, last_seen_at, item_code, applicant_name)
   values ('${source}', 'C-1', '', 100, false, 'h', 'shandong-front', 'A', 'm1', '{}', 't', 0, 1, now(), now(), 'A', '张三丰')`,
  `insert into unified.history (kind, source, case_no, row_key, revision, content_hash, outcome, removed, standard, generation,
     mapping_version, topic, partition, record_offset, seen_at, body)
   values ('application', '${source}', 'C-1', '', 100, 'h', 'put', false, 'shandong-front', 'A', 'm1', 't', 0, 1, now(),
           '{"APPLYNAME":"张三丰"}')`,
  `insert into feedback.message (id, kind, region, from_region, from_department, key, source, case_no, receipts, body, created_at)
   values ('${message}', 'license-decision', '370800', '370800', 'xzspj', 'C-1', '${source}', 'C-1', '{received}',
           '{"change":"issued","applicant":{"name":"张三丰"}}', now())`,
  `insert into feedback.delivery (id, message_id, region, department, claim_mode, state, created_at, delivered_at, received_at)
   values ('${delivery}', '${message}', '370800', 'zjj', 'explicit', 'received', now(), now(), now())`,
  `insert into feedback.deadline (delivery_id, expects, limit_amount, limit_unit, due_at, calendar_version, state, escalates, missed_at)
   values ('${delivery}', 'claimed', 2, 'workingDay', now() - interval '1 day', 'v', 'missed', true, now())`,
  `insert into feedback.fired_step (delivery_id, expects, step, planned_at, fired_at, action, target, colour, addressees, told, messages)
   values ('${delivery}', 'claimed', 0, now(), now(), 'supervise', 'centre', 'yellow', '{370800.zjj}', 'message', '{}')`,
  `insert into feedback.attempt (delivery_id, at, channel, outcome) values ('${delivery}', now(), 'kafka', 'delivered')`,
  `insert into feedback.receipt (delivery_id, message_id, inbox_id, type, stated_at, arrived_at, late, moved)
   values ('${delivery}', '${message}', 1, 'received', now(), now(), false, true)`,
  `insert into intake.run (source, owner, version, started_at, outcome, polls, rows_read, bytes)
   values ('${source}', 'a', 1, now() - interval '1 hour', 'stopped', 3, 5, 9007199254740991), ('${source}', 'b', 1, now(), 'running', 0, 0, 0)`,
  `insert into feedback.nobody_to_tell (source, case_no, item, region, reason) values ('${source}', 'C-3', 'A', '370800', '未划转')`,
];

/** A hub that has lived a little: one source with a case that was told, one that waits, one that concerns nobody; a deadline that was missed. */
export const lived = { source, message, delivery, statements };

const document = '01950000-0000-7000-8000-00000000d0c0';
const support = '01950000-0000-7000-8000-00000000a5ed';
const digest = '5384d0549c5d73838719ab78d3f165683a229ffd9a17f312cd82e8a161cb81d3';

/** A document with an attachment, and a request for technical support whose department wishes for more time. */
export const livedDesks = {
  document,
  support,
  digest,
  statements: [
    `insert into feedback.attachment values ('${digest}', '通知.pdf', 9, 'application/pdf', 'x', now())`,
    `insert into feedback.message (id, kind, region, from_region, from_department, key, source, case_no, in_reply_to, receipts, body, created_at)
     values ('${document}', 'document-sync', '370800', '370800', 'zjj', 'thread', null, null, null, '{received}',
             '{"title":"通知 370800","attachments":[{"name":"370800.pdf","sha256":"${digest}","size":9,"mediaType":"application/pdf"}]}', now()),
            ('${support}', 'tech-support-request', '370800', '370800', 'xzspj', 'C-1', '${source}', 'C-1', null, '{received}',
             '{"procedure":"TESTING","caseNumber":"C-1"}', now()),
            ('01950000-0000-7000-8000-0000000a5ed1', 'tech-support-result', '370800', '370800', 'zjj', 'C-1', '${source}', 'C-1', '${support}',
             '{received}', '{"stage":"EXTENSION","extendTo":"2090-12-20","explanation":"需检测"}', now())`,
    `insert into feedback.delivery (id, message_id, region, department, claim_mode, state, created_at, delivered_at)
     values ('${document}', '${document}', '370800', 'xzspj', 'explicit', 'delivered', now(), now()),
            ('${support}', '${support}', '370800', 'zjj', 'explicit', 'delivered', now(), now())`,
    `insert into feedback.deadline (delivery_id, expects, limit_amount, limit_unit, due_at, calendar_version, state, escalates)
     values ('${support}', 'answered', 2, 'workingDay', '2090-12-04T15:59:59Z', 'v', 'open', true)`,
  ],
} as const;
