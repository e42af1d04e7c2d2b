-- Generated from the kinds of base/model (toMigration); a spec fails when the two disagree.

create table unified.application (
  source text not null,
  case_no text not null,
  row_key text not null,
  revision bigint not null,
  removed boolean not null,
  content_hash text not null,
  standard text not null,
  generation text not null,
  mapping_version text not null,
  originals json,
  topic text not null,
  partition integer not null,
  record_offset bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  item_code text,
  implement_code text,
  local_item_number text,
  local_sub_item_number text,
  item_version text,
  item_name text,
  project_name text,
  project_state text,
  case_type text,
  applicant_name text,
  applicant_id_type text,
  applicant_id text,
  contact_name text,
  contact_id_type text,
  contact_id text,
  contact_phone text,
  postcode text,
  address text,
  legal_person text,
  department_uscc text,
  department_name text,
  receiver_id text,
  receiver_name text,
  applied_at timestamptz,
  approve_type text,
  region_code text,
  data_state text,
  source_created_at timestamptz,
  center_url text,
  materials json,
  apply_method text,
  source_record_id text,
  query_password_set boolean,
  reported_at timestamptz,
  exchange_operation text,
  system_mark text,
  standard_version text,
  sign_state text,
  extensions json,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.application is '登记';
comment on column unified.application.source is '数据源';
comment on column unified.application.case_no is '办件编号（PROJID）';
comment on column unified.application.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.application.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.application.removed is '部门已作废或删除';
comment on column unified.application.content_hash is '原始内容摘要';
comment on column unified.application.standard is '标准';
comment on column unified.application.generation is '代次';
comment on column unified.application.mapping_version is '映射版本';
comment on column unified.application.originals is '部门原文（字段 → 原文）';
comment on column unified.application.topic is '原始主题';
comment on column unified.application.partition is '分区';
comment on column unified.application.record_offset is '位点';
comment on column unified.application.first_seen_at is '首次入库时间';
comment on column unified.application.last_seen_at is '最近入库时间';
comment on column unified.application.item_code is '事项编码';
comment on column unified.application.implement_code is '实施编码';
comment on column unified.application.local_item_number is '事项编号';
comment on column unified.application.local_sub_item_number is '子项编号';
comment on column unified.application.item_version is '事项版本';
comment on column unified.application.item_name is '事项名称';
comment on column unified.application.project_name is '办件摘要';
comment on column unified.application.project_state is '办件状态';
comment on column unified.application.case_type is '办件类型';
comment on column unified.application.applicant_name is '申请者名称';
comment on column unified.application.applicant_id_type is '申请者证件类型';
comment on column unified.application.applicant_id is '申请者证件号码';
comment on column unified.application.contact_name is '联系人姓名';
comment on column unified.application.contact_id_type is '联系人证件类型';
comment on column unified.application.contact_id is '联系人证件号码';
comment on column unified.application.contact_phone is '联系电话';
comment on column unified.application.postcode is '邮政编码';
comment on column unified.application.address is '通讯地址';
comment on column unified.application.legal_person is '法定代表人';
comment on column unified.application.department_uscc is '收件部门统一社会信用代码';
comment on column unified.application.department_name is '收件部门名称';
comment on column unified.application.receiver_id is '收件人员编号';
comment on column unified.application.receiver_name is '收件人员姓名';
comment on column unified.application.applied_at is '申请时间';
comment on column unified.application.approve_type is '审批类型';
comment on column unified.application.region_code is '行政区划';
comment on column unified.application.data_state is '数据状态';
comment on column unified.application.source_created_at is '建档时间';
comment on column unified.application.center_url is '办件查询地址';
comment on column unified.application.materials is '收取材料';
comment on column unified.application.apply_method is '申报来源';
comment on column unified.application.source_record_id is '来源记录标识';
comment on column unified.application.query_password_set is '已设查询密码';
comment on column unified.application.reported_at is '上报时间';
comment on column unified.application.exchange_operation is '交换操作';
comment on column unified.application.system_mark is '系统标识';
comment on column unified.application.standard_version is '标准版本';
comment on column unified.application.sign_state is '签收状态';
comment on column unified.application.extensions is '扩展字段';

create table unified.acceptance (
  source text not null,
  case_no text not null,
  row_key text not null,
  revision bigint not null,
  removed boolean not null,
  content_hash text not null,
  standard text not null,
  generation text not null,
  mapping_version text not null,
  originals json,
  topic text not null,
  partition integer not null,
  record_offset bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  item_code text,
  implement_code text,
  national_catalog_code text,
  national_task_code text,
  local_catalog_code text,
  local_task_code text,
  handling_item_code text,
  local_item_number text,
  local_sub_item_number text,
  item_type text,
  item_region_code text,
  item_name text,
  sub_item_name text,
  project_name text,
  project_code text,
  applicant_name text,
  applicant_type text,
  applicant_id_type text,
  applicant_id text,
  applicant_mobile text,
  applicant_phone text,
  applicant_email text,
  department_name text,
  department_uscc text,
  department_code1 text,
  department_code2 text,
  case_type text,
  promised_limit integer,
  promised_unit text,
  legal_limit integer,
  legal_unit text,
  promised_at timestamptz,
  apply_method text,
  accepted_at timestamptz,
  handler_name text,
  acceptance_document text,
  region_code text,
  materials json,
  validity_flag text,
  source_record_id text,
  query_password_set boolean,
  reported_at timestamptz,
  exchange_operation text,
  system_mark text,
  standard_version text,
  sign_state text,
  extensions json,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.acceptance is '受理';
comment on column unified.acceptance.source is '数据源';
comment on column unified.acceptance.case_no is '办件编号（PROJID）';
comment on column unified.acceptance.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.acceptance.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.acceptance.removed is '部门已作废或删除';
comment on column unified.acceptance.content_hash is '原始内容摘要';
comment on column unified.acceptance.standard is '标准';
comment on column unified.acceptance.generation is '代次';
comment on column unified.acceptance.mapping_version is '映射版本';
comment on column unified.acceptance.originals is '部门原文（字段 → 原文）';
comment on column unified.acceptance.topic is '原始主题';
comment on column unified.acceptance.partition is '分区';
comment on column unified.acceptance.record_offset is '位点';
comment on column unified.acceptance.first_seen_at is '首次入库时间';
comment on column unified.acceptance.last_seen_at is '最近入库时间';
comment on column unified.acceptance.item_code is '事项编码';
comment on column unified.acceptance.implement_code is '实施编码';
comment on column unified.acceptance.national_catalog_code is '国家基本编码';
comment on column unified.acceptance.national_task_code is '国家实施编码';
comment on column unified.acceptance.local_catalog_code is '地方基本编码';
comment on column unified.acceptance.local_task_code is '地方实施编码';
comment on column unified.acceptance.handling_item_code is '业务办理项编码';
comment on column unified.acceptance.local_item_number is '事项编号';
comment on column unified.acceptance.local_sub_item_number is '子项编号';
comment on column unified.acceptance.item_type is '事项类型';
comment on column unified.acceptance.item_region_code is '事项所属区划';
comment on column unified.acceptance.item_name is '事项名称';
comment on column unified.acceptance.sub_item_name is '子项名称';
comment on column unified.acceptance.project_name is '办件摘要';
comment on column unified.acceptance.project_code is '投资项目编号';
comment on column unified.acceptance.applicant_name is '申请者名称';
comment on column unified.acceptance.applicant_type is '申请者类型';
comment on column unified.acceptance.applicant_id_type is '申请者证件类型';
comment on column unified.acceptance.applicant_id is '申请者证件号码';
comment on column unified.acceptance.applicant_mobile is '申请者手机';
comment on column unified.acceptance.applicant_phone is '申请者电话';
comment on column unified.acceptance.applicant_email is '申请者邮箱';
comment on column unified.acceptance.department_name is '受理单位名称';
comment on column unified.acceptance.department_uscc is '受理单位统一社会信用代码';
comment on column unified.acceptance.department_code1 is '受理单位编码一';
comment on column unified.acceptance.department_code2 is '受理单位编码二';
comment on column unified.acceptance.case_type is '办件类型';
comment on column unified.acceptance.promised_limit is '承诺时限';
comment on column unified.acceptance.promised_unit is '承诺时限单位';
comment on column unified.acceptance.legal_limit is '法定时限';
comment on column unified.acceptance.legal_unit is '法定时限单位';
comment on column unified.acceptance.promised_at is '承诺办结时间';
comment on column unified.acceptance.apply_method is '申请方式';
comment on column unified.acceptance.accepted_at is '受理时间';
comment on column unified.acceptance.handler_name is '受理人员';
comment on column unified.acceptance.acceptance_document is '受理文书编号';
comment on column unified.acceptance.region_code is '行政区划';
comment on column unified.acceptance.materials is '收取材料';
comment on column unified.acceptance.validity_flag is '有效标识';
comment on column unified.acceptance.source_record_id is '来源记录标识';
comment on column unified.acceptance.query_password_set is '已设查询密码';
comment on column unified.acceptance.reported_at is '上报时间';
comment on column unified.acceptance.exchange_operation is '交换操作';
comment on column unified.acceptance.system_mark is '系统标识';
comment on column unified.acceptance.standard_version is '标准版本';
comment on column unified.acceptance.sign_state is '签收状态';
comment on column unified.acceptance.extensions is '扩展字段';

create table unified.step (
  source text not null,
  case_no text not null,
  row_key text not null,
  revision bigint not null,
  removed boolean not null,
  content_hash text not null,
  standard text not null,
  generation text not null,
  mapping_version text not null,
  originals json,
  topic text not null,
  partition integer not null,
  record_offset bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  step_number integer,
  step_name text,
  step_code text,
  node_type text,
  step_state text,
  step_result text,
  action_name text,
  started_at timestamptz,
  ended_at timestamptz,
  occurred_at timestamptz,
  handler_id text,
  handler_name text,
  handler_region_code text,
  opinion text,
  unit_uscc text,
  unit_name text,
  promised_limit integer,
  promised_unit text,
  project_code text,
  item_region_code text,
  region_code text,
  reported_at timestamptz,
  exchange_operation text,
  system_mark text,
  standard_version text,
  sign_state text,
  extensions json,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.step is '过程';
comment on column unified.step.source is '数据源';
comment on column unified.step.case_no is '办件编号（PROJID）';
comment on column unified.step.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.step.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.step.removed is '部门已作废或删除';
comment on column unified.step.content_hash is '原始内容摘要';
comment on column unified.step.standard is '标准';
comment on column unified.step.generation is '代次';
comment on column unified.step.mapping_version is '映射版本';
comment on column unified.step.originals is '部门原文（字段 → 原文）';
comment on column unified.step.topic is '原始主题';
comment on column unified.step.partition is '分区';
comment on column unified.step.record_offset is '位点';
comment on column unified.step.first_seen_at is '首次入库时间';
comment on column unified.step.last_seen_at is '最近入库时间';
comment on column unified.step.step_number is '环节序号';
comment on column unified.step.step_name is '环节名称';
comment on column unified.step.step_code is '环节编码';
comment on column unified.step.node_type is '环节类型';
comment on column unified.step.step_state is '环节办理状态';
comment on column unified.step.step_result is '环节办理结果';
comment on column unified.step.action_name is '业务动作';
comment on column unified.step.started_at is '环节开始时间';
comment on column unified.step.ended_at is '环节结束时间';
comment on column unified.step.occurred_at is '发生时间';
comment on column unified.step.handler_id is '环节处理人编号';
comment on column unified.step.handler_name is '环节处理人';
comment on column unified.step.handler_region_code is '处理人所属区划';
comment on column unified.step.opinion is '环节处理意见';
comment on column unified.step.unit_uscc is '处理单位统一社会信用代码';
comment on column unified.step.unit_name is '处理单位名称';
comment on column unified.step.promised_limit is '环节时限';
comment on column unified.step.promised_unit is '环节时限单位';
comment on column unified.step.project_code is '投资项目编号';
comment on column unified.step.item_region_code is '事项所属区划';
comment on column unified.step.region_code is '行政区划';
comment on column unified.step.reported_at is '上报时间';
comment on column unified.step.exchange_operation is '交换操作';
comment on column unified.step.system_mark is '系统标识';
comment on column unified.step.standard_version is '标准版本';
comment on column unified.step.sign_state is '签收状态';
comment on column unified.step.extensions is '扩展字段';

create table unified.special_procedure (
  source text not null,
  case_no text not null,
  row_key text not null,
  revision bigint not null,
  removed boolean not null,
  content_hash text not null,
  standard text not null,
  generation text not null,
  mapping_version text not null,
  originals json,
  topic text not null,
  partition integer not null,
  record_offset bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  step_number integer,
  name text,
  procedure_type text,
  procedure_kind text,
  procedure_name text,
  started_at timestamptz,
  ended_at timestamptz,
  notified_at timestamptz,
  reason text,
  result text,
  opinion text,
  place text,
  node_time text,
  unit_name text,
  unit_uscc text,
  handler_id text,
  handler_name text,
  handler_remark text,
  applicant_name text,
  materials json,
  business_region_code text,
  region_code text,
  reported_at timestamptz,
  exchange_operation text,
  system_mark text,
  standard_version text,
  sign_state text,
  extensions json,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.special_procedure is '特别程序';
comment on column unified.special_procedure.source is '数据源';
comment on column unified.special_procedure.case_no is '办件编号（PROJID）';
comment on column unified.special_procedure.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.special_procedure.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.special_procedure.removed is '部门已作废或删除';
comment on column unified.special_procedure.content_hash is '原始内容摘要';
comment on column unified.special_procedure.standard is '标准';
comment on column unified.special_procedure.generation is '代次';
comment on column unified.special_procedure.mapping_version is '映射版本';
comment on column unified.special_procedure.originals is '部门原文（字段 → 原文）';
comment on column unified.special_procedure.topic is '原始主题';
comment on column unified.special_procedure.partition is '分区';
comment on column unified.special_procedure.record_offset is '位点';
comment on column unified.special_procedure.first_seen_at is '首次入库时间';
comment on column unified.special_procedure.last_seen_at is '最近入库时间';
comment on column unified.special_procedure.step_number is '环节序号';
comment on column unified.special_procedure.name is '环节名称';
comment on column unified.special_procedure.procedure_type is '特殊环节类型';
comment on column unified.special_procedure.procedure_kind is '特别程序种类';
comment on column unified.special_procedure.procedure_name is '特别程序种类名称';
comment on column unified.special_procedure.started_at is '特别程序开始时间';
comment on column unified.special_procedure.ended_at is '特别程序结束时间';
comment on column unified.special_procedure.notified_at is '告知申请人时间';
comment on column unified.special_procedure.reason is '启动理由或依据';
comment on column unified.special_procedure.result is '特别程序结果';
comment on column unified.special_procedure.opinion is '特别程序办理意见';
comment on column unified.special_procedure.place is '办理地点';
comment on column unified.special_procedure.node_time is '环节用时';
comment on column unified.special_procedure.unit_name is '办理单位名称';
comment on column unified.special_procedure.unit_uscc is '办理单位统一社会信用代码';
comment on column unified.special_procedure.handler_id is '办理人编号';
comment on column unified.special_procedure.handler_name is '办理人';
comment on column unified.special_procedure.handler_remark is '办理人备注';
comment on column unified.special_procedure.applicant_name is '申请人';
comment on column unified.special_procedure.materials is '材料清单';
comment on column unified.special_procedure.business_region_code is '业务所属区划';
comment on column unified.special_procedure.region_code is '行政区划';
comment on column unified.special_procedure.reported_at is '上报时间';
comment on column unified.special_procedure.exchange_operation is '交换操作';
comment on column unified.special_procedure.system_mark is '系统标识';
comment on column unified.special_procedure.standard_version is '标准版本';
comment on column unified.special_procedure.sign_state is '签收状态';
comment on column unified.special_procedure.extensions is '扩展字段';

create table unified.result (
  source text not null,
  case_no text not null,
  row_key text not null,
  revision bigint not null,
  removed boolean not null,
  content_hash text not null,
  standard text not null,
  generation text not null,
  mapping_version text not null,
  originals json,
  topic text not null,
  partition integer not null,
  record_offset bigint not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  result text,
  decided_at timestamptz,
  exit_reason text,
  approval_number text,
  approval_limit text,
  licence_type text,
  licence_name text,
  licence_number text,
  licence_valid_to date,
  licence_term text,
  issuer text,
  handler_name text,
  is_charged boolean,
  fee numeric(20, 6),
  fee_standard text,
  fee_basis text,
  payer_name text,
  payer_id text,
  payer_mobile text,
  payer_phone text,
  is_delivered boolean,
  satisfaction text,
  item_region_code text,
  region_code text,
  reported_at timestamptz,
  exchange_operation text,
  system_mark text,
  standard_version text,
  sign_state text,
  extensions json,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.result is '办结';
comment on column unified.result.source is '数据源';
comment on column unified.result.case_no is '办件编号（PROJID）';
comment on column unified.result.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.result.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.result.removed is '部门已作废或删除';
comment on column unified.result.content_hash is '原始内容摘要';
comment on column unified.result.standard is '标准';
comment on column unified.result.generation is '代次';
comment on column unified.result.mapping_version is '映射版本';
comment on column unified.result.originals is '部门原文（字段 → 原文）';
comment on column unified.result.topic is '原始主题';
comment on column unified.result.partition is '分区';
comment on column unified.result.record_offset is '位点';
comment on column unified.result.first_seen_at is '首次入库时间';
comment on column unified.result.last_seen_at is '最近入库时间';
comment on column unified.result.result is '办结结果';
comment on column unified.result.decided_at is '办结时间';
comment on column unified.result.exit_reason is '退回或不予许可理由';
comment on column unified.result.approval_number is '决定书文号';
comment on column unified.result.approval_limit is '批准文件有效期';
comment on column unified.result.licence_type is '证照类型';
comment on column unified.result.licence_name is '结果证照名称';
comment on column unified.result.licence_number is '结果证照编号';
comment on column unified.result.licence_valid_to is '证照有效期至';
comment on column unified.result.licence_term is '证照有效期限';
comment on column unified.result.issuer is '发证/盖章单位';
comment on column unified.result.handler_name is '办理人姓名';
comment on column unified.result.is_charged is '是否收费';
comment on column unified.result.fee is '收费金额（元）';
comment on column unified.result.fee_standard is '收费标准';
comment on column unified.result.fee_basis is '收费依据';
comment on column unified.result.payer_name is '缴费人姓名';
comment on column unified.result.payer_id is '缴费人证件号码';
comment on column unified.result.payer_mobile is '缴费人手机';
comment on column unified.result.payer_phone is '缴费人电话';
comment on column unified.result.is_delivered is '是否快递寄送结果';
comment on column unified.result.satisfaction is '满意度';
comment on column unified.result.item_region_code is '事项所属区划';
comment on column unified.result.region_code is '行政区划';
comment on column unified.result.reported_at is '上报时间';
comment on column unified.result.exchange_operation is '交换操作';
comment on column unified.result.system_mark is '系统标识';
comment on column unified.result.standard_version is '标准版本';
comment on column unified.result.sign_state is '签收状态';
comment on column unified.result.extensions is '扩展字段';
