import type { ErrorCode } from 'yaml';

const reasons: Readonly<Partial<Record<ErrorCode, string>>> = {
  TAB_AS_INDENT: '用制表符（Tab）缩进，YAML 只认空格，请改为空格',
  BAD_INDENT: '缩进或括号不对齐，请检查这一行的缩进与括号是否成对',
  DUPLICATE_KEY: '同一个键写了两次，请删去一个',
  MISSING_CHAR: '缺少收尾的引号、括号或冒号',
  MULTIPLE_DOCS: '一个文件里写了几份文件（---），请拆成几个文件',
  BAD_SCALAR_START: '以保留字符（如 @、`）开头的文本须加引号',
  BLOCK_AS_IMPLICIT_KEY: '一行里写了两个“键: 值”，文本中有冒号时请加引号',
  MULTILINE_IMPLICIT_KEY: '键写成了多行，请检查这一行是否缺少冒号',
  UNEXPECTED_TOKEN: '此处不应有这样的内容，请检查缩进、冒号与短横线',
  BAD_ALIAS: '引用（*）的写法不正确',
};

/** What a person should look at, for an error of the YAML library; a clause without a full stop. */
export function brokenSentence(code: ErrorCode): string {
  return `不是有效的 YAML（${reasons[code] ?? '请检查缩进、冒号、引号与括号'}）`;
}
