/** EA_JC_STEP_PROC 过程: name | type or width | default | title | only in this edition. */
export const stepSheet = `
ORGBUSNO       | 64      | newId  | 部门业务流水号
PROJID         | 50      |        | 申办号(办件编号)
PROJECT_CODE   | 64      |        | 投资项目编号
ITEMREGIONID   | 12      |        | 事项所属区划
DATAVER        | integer | 1      | 数据版本号，重报递增
STDVER         | 10      | 1.0    | 标准版本号 | A
SN             | integer | 1      | 环节序号
NODENAME       | 100     |        | 环节名称
NODECODE       | 64      |        | 环节编码
NODETYPE       | 2       | 2      | 环节类型:1开始 2中间 3结束 4单一环节
NODEPROCER     | 64      |        | 办理人标识
NODEPROCERNAME | 100     |        | 办理人姓名
NODEPROCERAREA | 12      |        | 办理人所在区划
REGION_ID      | 12      | region | 行政区划代码
PROCUNIT       | 64      | bureau | 办理单位统一社会信用代码
PROCUNITNAME   | 200     | bureauName | 办理单位名称
NODESTATE      | 2       | 2      | 环节状态:1待办 2已办 | B
NODESTATE      | 2       | 02     | 环节状态:01待办 02已办 | A
NODESTARTTIME  | instant | clock  | 环节开始时间 | B
NODESTARTTIME  | 32      | clock  | 环节开始时间 | A
NODEENDTIME    | instant |        | 环节结束时间 | B
NODEENDTIME    | 32      |        | 环节结束时间 | A
NODEADV        | 2000    |        | 办理意见
TIMELIMIT      | integer |        | 环节时限
PROMISETIMEUNIT | 2      | 1      | 时限单位
NODERESULT     | 2       | 1      | 办理结果:0不同意 1同意 2不受理 3不予受理 4受理 5补齐补正 6特别程序 7退回
OCCURTIME      | instant | clock  | 发生时间
MAKETIME       | instant | clock  | 数据生成时间
SYSMARK        | 50      |        | 系统标识 | B
SIGNSTATE      | 2       | 0      | 签收状态 | A
CD_OPERATION   | 2       | I      | 操作类型:I新增 U修改 D删除
EVENTNAME      | 20      | 通过   | 业务动作
EXT1           | 500     |        | 扩展字段一 | A
EXT2           | 500     |        | 扩展字段二 | A
EXT3           | 500     |        | 扩展字段三 | A
EXT4           | 500     |        | 扩展字段四 | A
`;
