-- Generated from the kinds of base/model (toMigration); a spec fails when the two disagree.

create table unified.material (
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
  material_name text,
  is_received boolean,
  receive_method text,
  quantity integer,
  received_at timestamptz,
  attachment_name text,
  remark text,
  reported_at timestamptz,
  exchange_operation text,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.material is '材料';
comment on column unified.material.source is '数据源';
comment on column unified.material.case_no is '办件编号（PROJID）';
comment on column unified.material.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.material.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.material.removed is '部门已作废或删除';
comment on column unified.material.content_hash is '原始内容摘要';
comment on column unified.material.standard is '标准';
comment on column unified.material.generation is '代次';
comment on column unified.material.mapping_version is '映射版本';
comment on column unified.material.originals is '部门原文（字段 → 原文）';
comment on column unified.material.topic is '原始主题';
comment on column unified.material.partition is '分区';
comment on column unified.material.record_offset is '位点';
comment on column unified.material.first_seen_at is '首次入库时间';
comment on column unified.material.last_seen_at is '最近入库时间';
comment on column unified.material.material_name is '材料名称';
comment on column unified.material.is_received is '是否收取';
comment on column unified.material.receive_method is '收取方式';
comment on column unified.material.quantity is '收取数量';
comment on column unified.material.received_at is '收取时间';
comment on column unified.material.attachment_name is '附件名称';
comment on column unified.material.remark is '备注';
comment on column unified.material.reported_at is '上报时间';
comment on column unified.material.exchange_operation is '交换操作';

create table unified.licence (
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
  identifier text,
  name text,
  type_name text,
  type_code text,
  number text,
  source_record_id text,
  holder_name text,
  holder_id_type text,
  holder_id text,
  issuer_name text,
  issuer_uscc text,
  issued_on date,
  valid_from date,
  valid_to date,
  region_code text,
  project_number text,
  reported_at timestamptz,
  exchange_operation text,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.licence is '证照';
comment on column unified.licence.source is '数据源';
comment on column unified.licence.case_no is '记录标识（不属于办件的类别）';
comment on column unified.licence.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.licence.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.licence.removed is '部门已作废或删除';
comment on column unified.licence.content_hash is '原始内容摘要';
comment on column unified.licence.standard is '标准';
comment on column unified.licence.generation is '代次';
comment on column unified.licence.mapping_version is '映射版本';
comment on column unified.licence.originals is '部门原文（字段 → 原文）';
comment on column unified.licence.topic is '原始主题';
comment on column unified.licence.partition is '分区';
comment on column unified.licence.record_offset is '位点';
comment on column unified.licence.first_seen_at is '首次入库时间';
comment on column unified.licence.last_seen_at is '最近入库时间';
comment on column unified.licence.identifier is '电子证照标识';
comment on column unified.licence.name is '证照名称';
comment on column unified.licence.type_name is '证照类型名称';
comment on column unified.licence.type_code is '证照类型代码';
comment on column unified.licence.number is '证照号码';
comment on column unified.licence.source_record_id is '来源记录标识';
comment on column unified.licence.holder_name is '持证者名称';
comment on column unified.licence.holder_id_type is '持证者证件类型';
comment on column unified.licence.holder_id is '持证者代码';
comment on column unified.licence.issuer_name is '颁发机构';
comment on column unified.licence.issuer_uscc is '颁发机构统一社会信用代码';
comment on column unified.licence.issued_on is '颁发日期';
comment on column unified.licence.valid_from is '有效期自';
comment on column unified.licence.valid_to is '有效期至';
comment on column unified.licence.region_code is '行政区划';
comment on column unified.licence.project_number is '所属办件编号';
comment on column unified.licence.reported_at is '上报时间';
comment on column unified.licence.exchange_operation is '交换操作';

create table unified.credit_permit (
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
  counterparty_name text,
  counterparty_type text,
  counterparty_uscc text,
  registration_number text,
  organisation_code text,
  tax_number text,
  institution_certificate text,
  social_organisation_certificate text,
  legal_person text,
  legal_person_id_type text,
  legal_person_id text,
  person_id_type text,
  person_id text,
  document_name text,
  project_name text,
  decision_number text,
  permit_category text,
  permit_name text,
  permit_number text,
  content text,
  decided_on date,
  valid_from date,
  valid_to date,
  agency_name text,
  agency_uscc text,
  state text,
  data_source_name text,
  data_source_uscc text,
  region_code text,
  reported_at timestamptz,
  remark text,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.credit_permit is '双公示（行政许可）';
comment on column unified.credit_permit.source is '数据源';
comment on column unified.credit_permit.case_no is '记录标识（不属于办件的类别）';
comment on column unified.credit_permit.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.credit_permit.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.credit_permit.removed is '部门已作废或删除';
comment on column unified.credit_permit.content_hash is '原始内容摘要';
comment on column unified.credit_permit.standard is '标准';
comment on column unified.credit_permit.generation is '代次';
comment on column unified.credit_permit.mapping_version is '映射版本';
comment on column unified.credit_permit.originals is '部门原文（字段 → 原文）';
comment on column unified.credit_permit.topic is '原始主题';
comment on column unified.credit_permit.partition is '分区';
comment on column unified.credit_permit.record_offset is '位点';
comment on column unified.credit_permit.first_seen_at is '首次入库时间';
comment on column unified.credit_permit.last_seen_at is '最近入库时间';
comment on column unified.credit_permit.counterparty_name is '行政相对人名称';
comment on column unified.credit_permit.counterparty_type is '行政相对人类别';
comment on column unified.credit_permit.counterparty_uscc is '统一社会信用代码';
comment on column unified.credit_permit.registration_number is '工商注册号';
comment on column unified.credit_permit.organisation_code is '组织机构代码';
comment on column unified.credit_permit.tax_number is '税务登记号';
comment on column unified.credit_permit.institution_certificate is '事业单位证书号';
comment on column unified.credit_permit.social_organisation_certificate is '社会组织登记证号';
comment on column unified.credit_permit.legal_person is '法定代表人';
comment on column unified.credit_permit.legal_person_id_type is '法定代表人证件类型';
comment on column unified.credit_permit.legal_person_id is '法定代表人证件号码';
comment on column unified.credit_permit.person_id_type is '自然人证件类型';
comment on column unified.credit_permit.person_id is '自然人证件号码';
comment on column unified.credit_permit.document_name is '决定文书名称';
comment on column unified.credit_permit.project_name is '项目名称';
comment on column unified.credit_permit.decision_number is '决定文书号';
comment on column unified.credit_permit.permit_category is '许可类别';
comment on column unified.credit_permit.permit_name is '许可证书名称';
comment on column unified.credit_permit.permit_number is '许可编号';
comment on column unified.credit_permit.content is '许可内容';
comment on column unified.credit_permit.decided_on is '许可决定日期';
comment on column unified.credit_permit.valid_from is '有效期自';
comment on column unified.credit_permit.valid_to is '有效期至';
comment on column unified.credit_permit.agency_name is '许可机关';
comment on column unified.credit_permit.agency_uscc is '许可机关统一社会信用代码';
comment on column unified.credit_permit.state is '当前状态';
comment on column unified.credit_permit.data_source_name is '数据来源单位';
comment on column unified.credit_permit.data_source_uscc is '数据来源单位统一社会信用代码';
comment on column unified.credit_permit.region_code is '地方编码';
comment on column unified.credit_permit.reported_at is '上报时间';
comment on column unified.credit_permit.remark is '备注';

create table unified.credit_penalty (
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
  counterparty_name text,
  counterparty_type text,
  counterparty_uscc text,
  registration_number text,
  organisation_code text,
  tax_number text,
  institution_certificate text,
  social_organisation_certificate text,
  legal_person text,
  legal_person_id_type text,
  legal_person_id text,
  person_id_type text,
  person_id text,
  decision_number text,
  penalty_name text,
  case_name text,
  violation_type text,
  facts text,
  basis text,
  penalty_category text,
  second_category text,
  content text,
  fine_amount numeric(20, 6),
  confiscated_amount numeric(20, 6),
  withdrawn_licence text,
  decided_on date,
  valid_to date,
  public_until date,
  public_term text,
  agency_name text,
  agency_uscc text,
  state text,
  data_source_name text,
  data_source_uscc text,
  region_code text,
  reported_at timestamptz,
  remark text,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.credit_penalty is '双公示（行政处罚）';
comment on column unified.credit_penalty.source is '数据源';
comment on column unified.credit_penalty.case_no is '记录标识（不属于办件的类别）';
comment on column unified.credit_penalty.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.credit_penalty.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.credit_penalty.removed is '部门已作废或删除';
comment on column unified.credit_penalty.content_hash is '原始内容摘要';
comment on column unified.credit_penalty.standard is '标准';
comment on column unified.credit_penalty.generation is '代次';
comment on column unified.credit_penalty.mapping_version is '映射版本';
comment on column unified.credit_penalty.originals is '部门原文（字段 → 原文）';
comment on column unified.credit_penalty.topic is '原始主题';
comment on column unified.credit_penalty.partition is '分区';
comment on column unified.credit_penalty.record_offset is '位点';
comment on column unified.credit_penalty.first_seen_at is '首次入库时间';
comment on column unified.credit_penalty.last_seen_at is '最近入库时间';
comment on column unified.credit_penalty.counterparty_name is '行政相对人名称';
comment on column unified.credit_penalty.counterparty_type is '行政相对人类别';
comment on column unified.credit_penalty.counterparty_uscc is '统一社会信用代码';
comment on column unified.credit_penalty.registration_number is '工商注册号';
comment on column unified.credit_penalty.organisation_code is '组织机构代码';
comment on column unified.credit_penalty.tax_number is '税务登记号';
comment on column unified.credit_penalty.institution_certificate is '事业单位证书号';
comment on column unified.credit_penalty.social_organisation_certificate is '社会组织登记证号';
comment on column unified.credit_penalty.legal_person is '法定代表人';
comment on column unified.credit_penalty.legal_person_id_type is '法定代表人证件类型';
comment on column unified.credit_penalty.legal_person_id is '法定代表人证件号码';
comment on column unified.credit_penalty.person_id_type is '自然人证件类型';
comment on column unified.credit_penalty.person_id is '自然人证件号码';
comment on column unified.credit_penalty.decision_number is '处罚决定书文号';
comment on column unified.credit_penalty.penalty_name is '处罚名称';
comment on column unified.credit_penalty.case_name is '案件名称';
comment on column unified.credit_penalty.violation_type is '违法行为类型';
comment on column unified.credit_penalty.facts is '违法事实';
comment on column unified.credit_penalty.basis is '处罚依据';
comment on column unified.credit_penalty.penalty_category is '处罚类别';
comment on column unified.credit_penalty.second_category is '处罚类别二';
comment on column unified.credit_penalty.content is '处罚内容';
comment on column unified.credit_penalty.fine_amount is '罚款金额（元）';
comment on column unified.credit_penalty.confiscated_amount is '没收金额（元）';
comment on column unified.credit_penalty.withdrawn_licence is '暂扣或吊销证照名称及编号';
comment on column unified.credit_penalty.decided_on is '处罚决定日期';
comment on column unified.credit_penalty.valid_to is '处罚有效期';
comment on column unified.credit_penalty.public_until is '公示截止期';
comment on column unified.credit_penalty.public_term is '公示期限';
comment on column unified.credit_penalty.agency_name is '处罚机关';
comment on column unified.credit_penalty.agency_uscc is '处罚机关统一社会信用代码';
comment on column unified.credit_penalty.state is '当前状态';
comment on column unified.credit_penalty.data_source_name is '数据来源单位';
comment on column unified.credit_penalty.data_source_uscc is '数据来源单位统一社会信用代码';
comment on column unified.credit_penalty.region_code is '地方编码';
comment on column unified.credit_penalty.reported_at is '上报时间';
comment on column unified.credit_penalty.remark is '备注';

create table unified.inspection (
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
  agency_name text,
  agency_uscc text,
  entrusted_name text,
  entrusted_uscc text,
  supervised_object text,
  counterparty_name text,
  counterparty_type text,
  counterparty_id_type text,
  counterparty_id text,
  registered_address text,
  operating_address text,
  region_code text,
  list_code text,
  action_name text,
  action_code text,
  check_form text,
  check_type text,
  check_mode text,
  check_result text,
  checked_on date,
  inspectors json,
  inspector_codes json,
  plan_id text,
  submitted_on date,
  submitted_by text,
  exchanged_at timestamptz,
  exchange_operation text,
  exchange_batch text,
  exchange_source text,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.inspection is '检查';
comment on column unified.inspection.source is '数据源';
comment on column unified.inspection.case_no is '记录标识（不属于办件的类别）';
comment on column unified.inspection.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.inspection.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.inspection.removed is '部门已作废或删除';
comment on column unified.inspection.content_hash is '原始内容摘要';
comment on column unified.inspection.standard is '标准';
comment on column unified.inspection.generation is '代次';
comment on column unified.inspection.mapping_version is '映射版本';
comment on column unified.inspection.originals is '部门原文（字段 → 原文）';
comment on column unified.inspection.topic is '原始主题';
comment on column unified.inspection.partition is '分区';
comment on column unified.inspection.record_offset is '位点';
comment on column unified.inspection.first_seen_at is '首次入库时间';
comment on column unified.inspection.last_seen_at is '最近入库时间';
comment on column unified.inspection.item_code is '监管事项目录编码';
comment on column unified.inspection.agency_name is '实施机构';
comment on column unified.inspection.agency_uscc is '实施机构编码';
comment on column unified.inspection.entrusted_name is '受委托部门';
comment on column unified.inspection.entrusted_uscc is '受委托部门编码';
comment on column unified.inspection.supervised_object is '监管对象';
comment on column unified.inspection.counterparty_name is '行政相对人';
comment on column unified.inspection.counterparty_type is '行政相对人性质';
comment on column unified.inspection.counterparty_id_type is '相对人证件类型';
comment on column unified.inspection.counterparty_id is '相对人编码';
comment on column unified.inspection.registered_address is '注册地址';
comment on column unified.inspection.operating_address is '经营地址';
comment on column unified.inspection.region_code is '行政区划代码';
comment on column unified.inspection.list_code is '检查实施清单编码';
comment on column unified.inspection.action_name is '检查行为名称';
comment on column unified.inspection.action_code is '检查行为编号';
comment on column unified.inspection.check_form is '检查形式';
comment on column unified.inspection.check_type is '检查类别';
comment on column unified.inspection.check_mode is '检查方式';
comment on column unified.inspection.check_result is '检查结果';
comment on column unified.inspection.checked_on is '检查时间';
comment on column unified.inspection.inspectors is '检查人员';
comment on column unified.inspection.inspector_codes is '执法证号';
comment on column unified.inspection.plan_id is '双随机计划标识';
comment on column unified.inspection.submitted_on is '报送时间';
comment on column unified.inspection.submitted_by is '报送人员';
comment on column unified.inspection.exchanged_at is '交换时间';
comment on column unified.inspection.exchange_operation is '交换操作';
comment on column unified.inspection.exchange_batch is '交换批次';
comment on column unified.inspection.exchange_source is '交换来源';

create table unified.penalty (
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
  agency_name text,
  agency_uscc text,
  entrusted_name text,
  entrusted_uscc text,
  supervised_object text,
  counterparty_name text,
  counterparty_type text,
  counterparty_id_type text,
  counterparty_id text,
  registered_address text,
  operating_address text,
  region_code text,
  list_code text,
  action_name text,
  action_code text,
  case_source text,
  inspection_code text,
  facts text,
  basis text,
  procedure text,
  has_hearing boolean,
  filed_on date,
  is_criminal boolean,
  is_major boolean,
  is_reviewed boolean,
  reviewed_on date,
  review_opinion text,
  is_discussed boolean,
  discussed_on date,
  discussion_conclusion text,
  decision_number text,
  decided_on date,
  penalty_kind text,
  fine_amount numeric(20, 6),
  outcome text,
  reconsideration text,
  litigation text,
  execution_method text,
  execution_result text,
  paid_amount numeric(20, 6),
  not_penalised text,
  closed_on date,
  other_handling text,
  transferred_on date,
  submitted_on date,
  submitted_by text,
  exchanged_at timestamptz,
  exchange_operation text,
  exchange_batch text,
  exchange_source text,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.penalty is '处罚';
comment on column unified.penalty.source is '数据源';
comment on column unified.penalty.case_no is '记录标识（不属于办件的类别）';
comment on column unified.penalty.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.penalty.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.penalty.removed is '部门已作废或删除';
comment on column unified.penalty.content_hash is '原始内容摘要';
comment on column unified.penalty.standard is '标准';
comment on column unified.penalty.generation is '代次';
comment on column unified.penalty.mapping_version is '映射版本';
comment on column unified.penalty.originals is '部门原文（字段 → 原文）';
comment on column unified.penalty.topic is '原始主题';
comment on column unified.penalty.partition is '分区';
comment on column unified.penalty.record_offset is '位点';
comment on column unified.penalty.first_seen_at is '首次入库时间';
comment on column unified.penalty.last_seen_at is '最近入库时间';
comment on column unified.penalty.item_code is '监管事项目录编码';
comment on column unified.penalty.agency_name is '实施机构';
comment on column unified.penalty.agency_uscc is '实施机构编码';
comment on column unified.penalty.entrusted_name is '受委托部门';
comment on column unified.penalty.entrusted_uscc is '受委托部门编码';
comment on column unified.penalty.supervised_object is '监管对象';
comment on column unified.penalty.counterparty_name is '行政相对人';
comment on column unified.penalty.counterparty_type is '行政相对人性质';
comment on column unified.penalty.counterparty_id_type is '相对人证件类型';
comment on column unified.penalty.counterparty_id is '相对人编码';
comment on column unified.penalty.registered_address is '注册地址';
comment on column unified.penalty.operating_address is '经营地址';
comment on column unified.penalty.region_code is '行政区划代码';
comment on column unified.penalty.list_code is '处罚实施清单编码';
comment on column unified.penalty.action_name is '处罚行为名称';
comment on column unified.penalty.action_code is '处罚行为编号';
comment on column unified.penalty.case_source is '案件来源';
comment on column unified.penalty.inspection_code is '检查行为编号';
comment on column unified.penalty.facts is '违法事实';
comment on column unified.penalty.basis is '处罚依据';
comment on column unified.penalty.procedure is '处罚程序';
comment on column unified.penalty.has_hearing is '是否听证';
comment on column unified.penalty.filed_on is '立案时间';
comment on column unified.penalty.is_criminal is '是否涉刑';
comment on column unified.penalty.is_major is '是否重大案件';
comment on column unified.penalty.is_reviewed is '是否法制审核';
comment on column unified.penalty.reviewed_on is '法制审核时间';
comment on column unified.penalty.review_opinion is '法制审核意见';
comment on column unified.penalty.is_discussed is '是否集体讨论';
comment on column unified.penalty.discussed_on is '集体讨论时间';
comment on column unified.penalty.discussion_conclusion is '集体讨论结论';
comment on column unified.penalty.decision_number is '处罚文书号';
comment on column unified.penalty.decided_on is '决定日期';
comment on column unified.penalty.penalty_kind is '处罚种类';
comment on column unified.penalty.fine_amount is '罚款金额（元）';
comment on column unified.penalty.outcome is '处罚结果';
comment on column unified.penalty.reconsideration is '行政复议';
comment on column unified.penalty.litigation is '行政诉讼';
comment on column unified.penalty.execution_method is '执行方式';
comment on column unified.penalty.execution_result is '执行结果';
comment on column unified.penalty.paid_amount is '实缴金额（元）';
comment on column unified.penalty.not_penalised is '不予处罚';
comment on column unified.penalty.closed_on is '结案日期';
comment on column unified.penalty.other_handling is '其他处理情况';
comment on column unified.penalty.transferred_on is '移送时间';
comment on column unified.penalty.submitted_on is '报送时间';
comment on column unified.penalty.submitted_by is '报送人员';
comment on column unified.penalty.exchanged_at is '交换时间';
comment on column unified.penalty.exchange_operation is '交换操作';
comment on column unified.penalty.exchange_batch is '交换批次';
comment on column unified.penalty.exchange_source is '交换来源';

create table unified.enforcement (
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
  agency_name text,
  agency_uscc text,
  entrusted_name text,
  entrusted_uscc text,
  supervised_object text,
  counterparty_name text,
  counterparty_type text,
  counterparty_id_type text,
  counterparty_id text,
  registered_address text,
  operating_address text,
  region_code text,
  list_code text,
  action_name text,
  action_code text,
  inspection_code text,
  facts text,
  basis text,
  decision_number text,
  decided_on date,
  enforcement_kind text,
  measure_type text,
  execution_type text,
  outcome text,
  started_at timestamptz,
  extended_to timestamptz,
  ended_at timestamptz,
  submitted_on date,
  submitted_by text,
  exchanged_at timestamptz,
  exchange_operation text,
  exchange_batch text,
  exchange_source text,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.enforcement is '强制';
comment on column unified.enforcement.source is '数据源';
comment on column unified.enforcement.case_no is '记录标识（不属于办件的类别）';
comment on column unified.enforcement.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.enforcement.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.enforcement.removed is '部门已作废或删除';
comment on column unified.enforcement.content_hash is '原始内容摘要';
comment on column unified.enforcement.standard is '标准';
comment on column unified.enforcement.generation is '代次';
comment on column unified.enforcement.mapping_version is '映射版本';
comment on column unified.enforcement.originals is '部门原文（字段 → 原文）';
comment on column unified.enforcement.topic is '原始主题';
comment on column unified.enforcement.partition is '分区';
comment on column unified.enforcement.record_offset is '位点';
comment on column unified.enforcement.first_seen_at is '首次入库时间';
comment on column unified.enforcement.last_seen_at is '最近入库时间';
comment on column unified.enforcement.item_code is '监管事项目录编码';
comment on column unified.enforcement.agency_name is '实施机构';
comment on column unified.enforcement.agency_uscc is '实施机构编码';
comment on column unified.enforcement.entrusted_name is '受委托部门';
comment on column unified.enforcement.entrusted_uscc is '受委托部门编码';
comment on column unified.enforcement.supervised_object is '监管对象';
comment on column unified.enforcement.counterparty_name is '行政相对人';
comment on column unified.enforcement.counterparty_type is '行政相对人性质';
comment on column unified.enforcement.counterparty_id_type is '相对人证件类型';
comment on column unified.enforcement.counterparty_id is '相对人编码';
comment on column unified.enforcement.registered_address is '注册地址';
comment on column unified.enforcement.operating_address is '经营地址';
comment on column unified.enforcement.region_code is '行政区划代码';
comment on column unified.enforcement.list_code is '强制实施清单编码';
comment on column unified.enforcement.action_name is '强制行为名称';
comment on column unified.enforcement.action_code is '强制行为编号';
comment on column unified.enforcement.inspection_code is '检查行为编号';
comment on column unified.enforcement.facts is '违法事实';
comment on column unified.enforcement.basis is '强制依据';
comment on column unified.enforcement.decision_number is '强制决定书号';
comment on column unified.enforcement.decided_on is '决定日期';
comment on column unified.enforcement.enforcement_kind is '行政强制种类';
comment on column unified.enforcement.measure_type is '强制措施类型';
comment on column unified.enforcement.execution_type is '强制执行类型';
comment on column unified.enforcement.outcome is '强制结果';
comment on column unified.enforcement.started_at is '强制开始时间';
comment on column unified.enforcement.extended_to is '延长至';
comment on column unified.enforcement.ended_at is '强制结束时间';
comment on column unified.enforcement.submitted_on is '报送时间';
comment on column unified.enforcement.submitted_by is '报送人员';
comment on column unified.enforcement.exchanged_at is '交换时间';
comment on column unified.enforcement.exchange_operation is '交换操作';
comment on column unified.enforcement.exchange_batch is '交换批次';
comment on column unified.enforcement.exchange_source is '交换来源';

create table unified.other_supervision (
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
  agency_name text,
  agency_uscc text,
  entrusted_name text,
  entrusted_uscc text,
  supervised_object text,
  counterparty_name text,
  counterparty_type text,
  counterparty_id_type text,
  counterparty_id text,
  registered_address text,
  operating_address text,
  region_code text,
  list_code text,
  action_name text,
  action_code text,
  item_source text,
  inspection_code text,
  content text,
  acted_on date,
  submitted_on date,
  submitted_by text,
  exchanged_at timestamptz,
  exchange_operation text,
  exchange_batch text,
  exchange_source text,
  primary key (source, case_no, row_key)
) with (fillfactor = 90);

comment on table unified.other_supervision is '其他监管行为';
comment on column unified.other_supervision.source is '数据源';
comment on column unified.other_supervision.case_no is '记录标识（不属于办件的类别）';
comment on column unified.other_supervision.row_key is '行标识（ORGBUSNO[/SN]，登记为空）';
comment on column unified.other_supervision.revision is '修订号（DATAVER × 100 + 次序）';
comment on column unified.other_supervision.removed is '部门已作废或删除';
comment on column unified.other_supervision.content_hash is '原始内容摘要';
comment on column unified.other_supervision.standard is '标准';
comment on column unified.other_supervision.generation is '代次';
comment on column unified.other_supervision.mapping_version is '映射版本';
comment on column unified.other_supervision.originals is '部门原文（字段 → 原文）';
comment on column unified.other_supervision.topic is '原始主题';
comment on column unified.other_supervision.partition is '分区';
comment on column unified.other_supervision.record_offset is '位点';
comment on column unified.other_supervision.first_seen_at is '首次入库时间';
comment on column unified.other_supervision.last_seen_at is '最近入库时间';
comment on column unified.other_supervision.item_code is '监管事项目录编码';
comment on column unified.other_supervision.agency_name is '实施机构';
comment on column unified.other_supervision.agency_uscc is '实施机构编码';
comment on column unified.other_supervision.entrusted_name is '受委托部门';
comment on column unified.other_supervision.entrusted_uscc is '受委托部门编码';
comment on column unified.other_supervision.supervised_object is '监管对象';
comment on column unified.other_supervision.counterparty_name is '行政相对人';
comment on column unified.other_supervision.counterparty_type is '行政相对人性质';
comment on column unified.other_supervision.counterparty_id_type is '相对人证件类型';
comment on column unified.other_supervision.counterparty_id is '相对人编码';
comment on column unified.other_supervision.registered_address is '注册地址';
comment on column unified.other_supervision.operating_address is '经营地址';
comment on column unified.other_supervision.region_code is '行政区划代码';
comment on column unified.other_supervision.list_code is '其他行为实施清单编码';
comment on column unified.other_supervision.action_name is '行为名称';
comment on column unified.other_supervision.action_code is '行为编号';
comment on column unified.other_supervision.item_source is '事项来源';
comment on column unified.other_supervision.inspection_code is '检查行为编号';
comment on column unified.other_supervision.content is '行为内容';
comment on column unified.other_supervision.acted_on is '行为时间';
comment on column unified.other_supervision.submitted_on is '报送时间';
comment on column unified.other_supervision.submitted_by is '报送人员';
comment on column unified.other_supervision.exchanged_at is '交换时间';
comment on column unified.other_supervision.exchange_operation is '交换操作';
comment on column unified.other_supervision.exchange_batch is '交换批次';
comment on column unified.other_supervision.exchange_source is '交换来源';
