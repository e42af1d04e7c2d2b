/** EA_JC_STEP_SPECIALNODE 特殊环节: name | type or width | default | title | only in this edition. */
export const specialProcedureSheet = `
ORGBUSNO       | 64       | newId  | 部门业务流水号
BUS_REGION_ID  | 12       |        | 业务所在区划
PROJID         | 50       |        | 申办号(办件编号)
REGION_ID      | 12       | region | 行政区划代码
DATAVER        | integer  | 1      | 数据版本号，重报递增
STDVER         | 10       | 1.0    | 标准版本号 | A
SN             | integer  | 1      | 环节序号
NODENAME       | 100      |        | 环节名称
PROCUNITNAME   | 200      | bureauName | 办理单位名称
PROCUNITID     | 64       | bureau | 办理单位统一社会信用代码
PROCERID       | 64       |        | 办理人标识
PROCERNAME     | 100      |        | 办理人姓名
PROCERREMARK   | 500      |        | 办理人备注
NODESTARTTIME  | instant  | clock  | 环节开始时间 | B
NODESTARTTIME  | 32       | clock  | 环节开始时间 | A
NODEENDTIME    | instant  |        | 环节结束时间 | B
NODEENDTIME    | 32       |        | 环节结束时间 | A
NOTETIME       | instant  |        | 告知申请人时间
NODEPROCADV    | 2000     |        | 办理意见
NODEPROCADDR   | 400      |        | 办理地点
NODEPROCACCORD | 1000     |        | 办理依据
NODERESULT     | 2        | 5      | 特殊环节类型:1补齐补正 2听证 3公示 4核实 5挂起 6预审补齐补正 7预审驳回
NODETIME       | 50       |        | 环节用时
MAKETIME       | instant  | clock  | 数据生成时间
SYSMARK        | 50       |        | 系统标识 | B
SIGNSTATE      | 2        | 0      | 签收状态 | A
CD_OPERATION   | 2        | I      | 操作类型:I新增 U修改 D删除
LISTS          | longText |        | 材料清单
SPECIALTYPE    | 2        | 2      | 特别程序种类:1延长审批 2其他
SPECIALNAME    | 200      |        | 特别程序名称
APPLYUSERNAME  | 100      |        | 申请人
RESULT         | 2000     |        | 特别程序结果
EXT1           | 500      |        | 扩展字段一 | A
EXT2           | 500      |        | 扩展字段二 | A
EXT3           | 500      |        | 扩展字段三 | A
EXT4           | 500      |        | 扩展字段四 | A
`;
