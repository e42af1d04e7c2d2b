/** EA_JC_STEP_BASICINFO 受理基本信息: name | type or width | default | title | only in this edition. */
export const acceptanceSheet = `
ORGBUSNO          | 64       | newId  | 部门业务流水号
PROJID            | 50       |        | 申办号(办件编号)
PROJPWD           | 20       |        | 查询密码
DATAVER           | integer  | 1      | 数据版本号，重报递增
STDVER            | 10       | 1.0    | 标准版本号 | A
REGION_ID         | 12       | region | 行政区划代码
ITEM_CODE         | 64       |        | 事项编码
ITEMNO            | 64       |        | 事项主项编号 | A
SUBITEMNO         | 64       |        | 事项子项编号 | A
IMPLEMENT_CODE    | 64       |        | 实施编码
ITEMREGIONID      | 12       |        | 事项所属区划
ITEMNAME          | 300      |        | 事项名称
SUBITEMNAME       | 300      |        | 子项名称
PROJECTNAME       | 500      |        | 项目名称
APPLICANT         | 200      |        | 申请人
APPLICANTMOBILE   | 50       |        | 申请人手机
APPLICANTTEL      | 50       |        | 申请人电话
APPLICANTEMAIL    | 100      |        | 申请人邮箱
ACCEPTDEPTNAME    | 200      | bureauName | 受理部门名称
ACCEPTDEPTID      | 64       | bureau | 受理部门统一社会信用代码
ACCEPTDEPTCODE1   | 64       | 无     | 受理部门编码一
ACCEPTDEPTCODE2   | 64       | 无     | 受理部门编码二
APPROVALTYPE      | 2        | 2      | 办件类型:1即办件 2承诺件 3联办件 4上报件
PROMISETIMELIMIT  | integer  |        | 承诺时限
PROMISETIMEUNIT   | 2        | 1      | 承诺时限单位:1工作日 2自然日 3小时 4分钟 5月
TIMELIMIT         | integer  |        | 法定时限
TIMEUNIT          | 2        | G      | 法定时限单位 | B
TIMEUNIT          | 2        | g      | 法定时限单位 | A
SUBMIT            | 2        | 0      | 申请方式:0窗口 1网上 2信函
OCCURTIME         | instant  | clock  | 受理时间 | B
OCCURTIME         | 32       | clock  | 受理时间 | A
TRANSACTOR        | 100      |        | 受理人员
PROJECT_CODE      | 64       |        | 投资项目编号
MAKETIME          | instant  | clock  | 数据生成时间
SYSMARK           | 50       |        | 系统标识 | B
SIGNSTATE         | 2        | 0      | 签收状态 | A
ACCEPTLIST        | longText |        | 受理材料清单
CD_OPERATION      | 2        | I      | 操作类型:I新增 U修改 D删除
TASKHANDLEITEM    | 64       |        | 业务办理项编码 | B
COUCATALOGCODE    | 20       |        | 国家基本编码 | B
COUTASKCODE       | 64       |        | 国家实施编码 | B
APPLYERTYPE       | 2        |        | 申请人类型
ACCEPTDOCNO       | 100      |        | 受理文书编号
PROMISEDATE       | instant  |        | 承诺办结时间
SOURCEID          | 64       |        | 来源系统标识 | B
ITEMTYPE          | 4        |        | 事项类型
CATALOGCODE       | 20       |        | 基本编码
TASKCODE          | 64       |        | 实施编码(地方副本)
APPLYERPAGETYPE   | 10       |        | 申请人证件类型
APPLYERPAGECODE   | 64       |        | 申请人证件号码
VALIDITY_FLAG     | 2        | 1      | 有效标志
EXT1              | 500      |        | 扩展字段一 | A
EXT2              | 500      |        | 扩展字段二 | A
EXT3              | 500      |        | 扩展字段三 | A
EXT4              | 500      |        | 扩展字段四 | A
`;
