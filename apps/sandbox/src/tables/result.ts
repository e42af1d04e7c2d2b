/** EA_JC_STEP_DONE 办结: name | type or width | default | title | only in this edition. */
export const resultSheet = `
ORGBUSNO          | 64      | newId  | 部门业务流水号
PROJID            | 50      |        | 申办号(办件编号)
REGION_ID         | 12      | region | 行政区划代码
ITEMREGIONID      | 12      |        | 事项所属区划
DATAVER           | integer | 1      | 数据版本号，重报递增
STDVER            | 10      | 1.0    | 标准版本号 | A
DONERESULT        | 2       | 0      | 办结结果:0出证办结 1不予许可 2作废 3删除 4转报 5退件 6不予受理 | B
DONERESULT        | 2       | 0      | 办结结果:0出证 1退回办结 2作废 3删除 4转报 5补正不来办结 6办结 | A
EXITRES           | 1000    |        | 退出原因
APPROVALNUMBER    | 200     |        | 决定书文号
APPROVALLIMIT     | 50      |        | 批准文件有效期
CARDTYPE          | 64      |        | 证照类型
CERTIFICATENO     | 200     |        | 证照编号
CERTIFICATELIMIT  | 50      |        | 证照有效期
PUBLISHER         | 200     | bureauName | 发证单位
ISFEE             | 2       | 0      | 是否收费
FEE               | money   |        | 收费金额(元)
FEESTANDARD       | 500     |        | 收费标准
FEESTANDACCORD    | 500     |        | 收费依据
PAYPERSONNAME     | 100     |        | 缴费人姓名
PAYPERIDCARD      | 64      |        | 缴费人证件号码
PAYERMOBILE       | 50      |        | 缴费人手机
PAYERTEL          | 50      |        | 缴费人电话
OCCURTIME         | instant | clock  | 办结时间 | B
OCCURTIME         | 32      | clock  | 办结时间 | A
TRANSACTOR        | 100     |        | 办结人
MAKETIME          | instant | clock  | 数据生成时间
SIGNSTATE         | 2       | 0      | 签收状态 | A
CD_OPERATION      | 2       | I      | 操作类型:I新增 U修改 D删除
RESULTCETRNAME    | 256     |        | 结果证照名称
ISDELIVERYRESULTS | 2       | 0      | 是否快递送达
SATISFACTION      | 2       |        | 满意度
EXT1              | 500     |        | 扩展字段一 | A
EXT2              | 500     |        | 扩展字段二 | A
EXT3              | 500     |        | 扩展字段三 | A
EXT4              | 500     |        | 扩展字段四 | A
`;
