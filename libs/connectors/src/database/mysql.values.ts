import type { ValueLine } from '../value-line.js';

const number = '数值，位数不变';
const whole = '整数';
const single = '数值：单精度的准确值；写不尽的写能唯一还原它的最短小数';
const double = '数值：双精度，最短而不失一位';
const local = '时刻：按数据源的时区理解';
const instant = '时刻：对方存的是 UTC，按时区库折成当年当地时间（含 1986–1991 年夏令时）';
const text = '文本';
const empty = '空：填充值，不是日期';
const asText = '文本；用作时刻须在映射里写明格式';
const bytes = '不映射；字节的 Base64';

const line = (type: string, written: string, body: string, unified: string): ValueLine => ({
  type,
  written,
  body,
  unified,
});

/** Every type of MySQL and MariaDB, with its extremes. A TIMESTAMP's example is written in a session in UTC. */
export const mysqlValues: readonly ValueLine[] = [
  line('TINYINT(1)', '-128', '-128', `${whole}；代码表按它的数字对照`),
  line('TINYINT UNSIGNED', '255', '255', whole),
  line('SMALLINT', '-32768', '-32768', whole),
  line('MEDIUMINT', '8388607', '8388607', whole),
  line('INT UNSIGNED', '4294967295', '4294967295', whole),
  line('INT(5) ZEROFILL', '42', '42', `${whole}；补足宽度的零不是值`),
  line('BIGINT', '-9223372036854775808', '"-9223372036854775808"', number),
  line('BIGINT UNSIGNED', '18446744073709551615', '"18446744073709551615"', number),
  line('BIGINT(20) ZEROFILL', '42', '"42"', number),
  line('BIT(1)', "b'1'", '1', `${whole}；代码表按它的数字对照`),
  line('BIT(64)', '18446744073709551615', '"18446744073709551615"', number),
  line(
    'DECIMAL(65,30)',
    '-99999999999999999999999999999999999.999999999999999999999999999999',
    '"-99999999999999999999999999999999999.999999999999999999999999999999"',
    number,
  ),
  line('DECIMAL(12,2)', '12345678.90', '"12345678.90"', number),
  line('DECIMAL(12,2) ZEROFILL', '5.10', '"5.10"', number),
  line('FLOAT', '1234567.75', '"1234567.75"', single),
  line('FLOAT', '16777216', '"16777216"', single),
  line('FLOAT', '0.1', '"0.1"', single),
  line('FLOAT', '3.4028235e38', '"3.4028235e+38"', single),
  line('FLOAT', '-1.17549435e-38', '"-1.1754944e-38"', single),
  line('FLOAT', '1.4e-45', '"1e-45"', single),
  line('FLOAT', '-0e0', '"-0"', single),
  line('FLOAT(10,2)', '1234567.75', '"1234567.75"', single),
  line('DOUBLE', '9.007199254740993', '"9.007199254740993"', double),
  line('DOUBLE', '0.1e0 + 0.2e0', '"0.30000000000000004"', double),
  line('DOUBLE', '1.7976931348623157e308', '"1.7976931348623157e+308"', double),
  line('DOUBLE', '2.2250738585072014e-308', '"2.2250738585072014e-308"', double),
  line('DOUBLE', '1e15', '"1000000000000000"', double),
  line('DOUBLE', '-0e0', '"-0"', double),
  line('YEAR', '2026', '2026', whole),
  line('YEAR', "'0000'", '0', whole),
  line('DATE', "'2026-03-10'", '"2026-03-10"', '日期'),
  line('DATE', "'0000-00-00'", '"0000-00-00"', empty),
  line('DATE', "'9999-12-31'", '"9999-12-31"', empty),
  line('TIME(6)', "'-838:59:59.000000'", '"-838:59:59.000000"', asText),
  line('TIME(6)', "'838:59:59.000000'", '"838:59:59.000000"', asText),
  line('DATETIME', "'1988-07-01 00:00:00'", '"1988-07-01 00:00:00"', local),
  line('DATETIME(6)', "'2026-03-10 09:30:15.123456'", '"2026-03-10 09:30:15.123456"', local),
  line('DATETIME', "'0000-00-00 00:00:00'", '"0000-00-00 00:00:00"', empty),
  line('TIMESTAMP NULL', "'1988-06-30 15:00:00'", '"1988-07-01 00:00:00"', instant),
  line('TIMESTAMP(6) NULL', "'1988-12-31 16:00:00.123456'", '"1989-01-01 00:00:00.123456"', instant),
  line(
    'TIMESTAMP NULL',
    "'1988-09-10 16:30:00'",
    '"1988-09-11 01:30:00+09:00"',
    `${instant}；一天里走过两次的那一小时，第二次带偏移`,
  ),
  line('TIMESTAMP NULL', "'1970-01-01 00:00:01'", '"1970-01-01 08:00:01"', instant),
  line('TIMESTAMP NULL', "'2038-01-19 03:14:07'", '"2038-01-19 11:14:07"', instant),
  line('TIMESTAMP NULL', "'0000-00-00 00:00:00'", '"0000-00-00 00:00:00"', empty),
  line('CHAR(4)', "'ab  '", '"ab"', `${text}；定长补足的空格不是值`),
  line('VARCHAR(20)', "'a  '", '"a  "', text),
  line('VARCHAR(20) CHARACTER SET utf8mb4', "'㐀𠮷'", '"㐀𠮷"', text),
  line('VARCHAR(20) CHARACTER SET utf8mb3', "'示例'", '"示例"', text),
  line('VARCHAR(20) CHARACTER SET gbk', "'示例'", '"示例"', text),
  line('LONGTEXT', "'一\\n二'", '"一\\n二"', text),
  line('BINARY(3)', "x'00ff'", '"AP8A"', bytes),
  line('VARBINARY(3)', "x'00ff'", '"AP8="', bytes),
  line('LONGBLOB', "x''", '""', bytes),
  line("ENUM('新办','变更')", "'变更'", '"变更"', text),
  line("SET('a','b')", "'b,a'", '"a,b"', text),
  line(
    'JSON',
    `'{"n":12345678901234567890.10,"a":1,"a":2}'`,
    '"{\\"n\\":12345678901234567890.10,\\"a\\":1,\\"a\\":2}"',
    `${text}，MariaDB 照写入的原样，MySQL 照它整理后的`,
  ),
  line('POINT', "ST_GeomFromText('POINT(116.5 35.4)')", '"AAAAAAEBAAAAAAAAAAAgXUAzMzMzM7NBQA=="', bytes),
  line('UUID', "'123e4567-e89b-12d3-a456-426655440000'", '"123e4567-e89b-12d3-a456-426655440000"', text),
  line('INET6', "'2001:db8::ff00:42:8329'", '"2001:db8::ff00:42:8329"', text),
  line('INET4', "'192.0.2.1'", '"192.0.2.1"', text),
];
