/** PRE_APASINFO 登记(申报)信息: name | type or width | default | title | only in this edition. */
export const applicationSheet = `
PROJID                | 50       |        | 申办号(办件编号)
DATAVER               | integer  | 1      | 数据版本号，重报递增
STDVER                | 10       | 1.0    | 标准版本号 | A
PROJPWD               | 20       |        | 查询密码
ITEM_CODE             | 64       |        | 事项编码
ITEMNO                | 64       |        | 事项主项编号 | A
SUBITEMNO             | 64       |        | 事项子项编号 | A
IMPLEMENT_CODE        | 64       |        | 实施编码
ITEMVERSION           | integer  | 1      | 事项版本号
ITEMNAME              | 300      |        | 事项名称
PROJECTNAME           | 500      |        | 申报项目名称
PROJECTSTATE          | 10       |        | 办件状态
INFOTYPE              | 2        | 2      | 办件类型:1即办件 2承诺件 3联办件 4上报件
APPLYNAME             | 200      |        | 申请人名称
APPLY_CARDTYPE        | 10       |        | 申请人证件类型
APPLY_CARDTYPENUMBER  | 64       |        | 申请人证件号码
CONTACTMAN            | 100      |        | 联系人
CONTACTMAN_CARDTYPE   | 10       |        | 联系人证件类型
CONTACTMAN_CARDNUMBER | 64       |        | 联系人证件号码
TELPHONE              | 50       |        | 联系电话
POSTCODE              | 10       |        | 邮政编码
ADDRESS               | 400      |        | 通讯地址
LEGALMAN              | 100      |        | 法定代表人
DEPTID                | 64       | bureau | 受理部门统一社会信用代码
DEPTNAME              | 200      | bureauName | 受理部门名称
RECEIVE_USEID         | 64       |        | 收件人标识
RECEIVE_NAME          | 100      |        | 收件人姓名
RECEIVETIME           | instant  | clock  | 收件时间 | B
RECEIVETIME           | 32       | clock  | 收件时间 | A
APPROVE_TYPE          | 4        | 01     | 审批类型
REGION_ID             | 12       | region | 行政区划代码
DATASTATE             | 2        | 1      | 数据状态:0作废 1有效
CREATE_TIME           | instant  | clock  | 创建时间
MAKETIME              | instant  | clock  | 数据生成时间
CENTERURL             | 300      |        | 中心端地址
ACCEPTLIST            | longText |        | 收件清单
SIGNSTATE             | 2        | 0      | 签收状态 | A
SYSMARK               | 50       |        | 系统标识 | B
CD_OPERATION          | 2        | I      | 操作类型:I新增 U修改 D删除
APPLYFROM             | 10       | 1      | 申报来源
SOURCEID              | 64       |        | 来源系统标识 | B
EXT1                  | 500      |        | 扩展字段一 | A
EXT2                  | 500      |        | 扩展字段二 | A
EXT3                  | 500      |        | 扩展字段三 | A
EXT4                  | 500      |        | 扩展字段四 | A
`;
