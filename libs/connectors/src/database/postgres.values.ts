import type { ValueLine } from '../value-line.js';

const number = '数值，位数不变';
const noNumber = '隔离：不是数值';
const whole = '整数';
const single = '数值：单精度的准确值；写不尽的写能唯一还原它的最短小数';
const double = '数值：双精度，最短而不失一位';
const local = '时刻：按数据源的时区理解';
const instant = '时刻：按时区库折成当年当地时间（含 1986–1991 年夏令时和 1901 年前的地方时）';
const text = '文本';
const asText = '文本；用作日期时刻须在映射里写明格式，否则隔离';
const printed = '文本，照 PostgreSQL 的写法';
const bytes = '不映射；字节的 Base64';

const line = (type: string, written: string, body: string, unified: string): ValueLine => ({
  type,
  written,
  body,
  unified,
});

/** Every type of PostgreSQL, with its extremes. */
export const postgresValues: readonly ValueLine[] = [
  line('smallint', '-32768', '-32768', whole),
  line('integer', '2147483647', '2147483647', whole),
  line('bigint', '-9223372036854775808', '"-9223372036854775808"', number),
  line(
    'numeric',
    "'12345678901234567890.123456789012345678901234567890'",
    '"12345678901234567890.123456789012345678901234567890"',
    number,
  ),
  line('numeric(12,2)', '12345678.90', '"12345678.90"', number),
  line('numeric', "'NaN'", '"NaN"', noNumber),
  line('numeric', "'-Infinity'", '"-Infinity"', noNumber),
  line('real', '1234567.75', '"1234567.75"', single),
  line('real', '0.1', '"0.1"', single),
  line('real', '3.4028235e38', '"3.4028235e+38"', single),
  line('real', '1e-45', '"1e-45"', single),
  line('real', "'-0'", '"-0"', single),
  line('real', "'NaN'", '"NaN"', noNumber),
  line('double precision', '9.007199254740993', '"9.007199254740993"', double),
  line('double precision', '1e15', '"1000000000000000"', double),
  line('double precision', '1.7976931348623157e308', '"1.7976931348623157e+308"', double),
  line('double precision', '5e-324', '"5e-324"', double),
  line('double precision', "'Infinity'", '"Infinity"', noNumber),
  line('money', "'-1234567.89'::numeric::money", '"-1234567.89"', `${number}；货币符号和千分位不是值`),
  line('money', '0.05::numeric::money', '"0.05"', number),
  line('boolean', 'true', 'true', '代码：true、false'),
  line('date', "'2026-03-10'", '"2026-03-10"', '日期'),
  line('date', "'infinity'", '"infinity"', asText),
  line('date', "'0044-03-15 BC'", '"0044-03-15 BC"', asText),
  line('timestamp', "'1988-07-01 00:00:00.123456'", '"1988-07-01 00:00:00.123456"', local),
  line('timestamp', "'-infinity'", '"-infinity"', asText),
  line('timestamptz', "'1988-06-30T15:00Z'", '"1988-07-01 00:00:00"', instant),
  line(
    'timestamptz',
    "'1988-09-10T16:30Z'",
    '"1988-09-11 01:30:00+09:00"',
    `${instant}；一天里走过两次的那一小时，有一次带偏移`,
  ),
  line('timestamptz', "'1988-09-10T17:30Z'", '"1988-09-11 01:30:00"', instant),
  line('timestamptz', "'1899-12-31T15:54:17Z'", '"1900-01-01 00:00:00"', instant),
  line('timestamptz', "'infinity'", '"infinity"', asText),
  line('time(6)', "'24:00:00'", '"24:00:00"', asText),
  line('timetz', "'09:30:15.123456+08'", '"09:30:15.123456+08"', asText),
  line('interval', "'1 year 2 mons -3 days 04:05:06.789'", '"1 year 2 mons -3 days +04:05:06.789"', printed),
  line('bytea', "'\\x00ff10'", '"AP8Q"', bytes),
  line('text', "'㐀𠮷\n\"'", '"㐀𠮷\\n\\""', text),
  line('varchar(20)', "'a  '", '"a  "', text),
  line('char(4)', "'ab'", '"ab  "', `${text}；补足的空格在标识和代码里去掉`),
  line('name', "'abc'", '"abc"', text),
  line('"char"', "'x'", '"x"', text),
  line('uuid', "'123e4567-e89b-12d3-a456-426655440000'", '"123e4567-e89b-12d3-a456-426655440000"', text),
  line(
    'json',
    `'{"n": 12345678901234567890.10, "a":1, "a":2}'`,
    '"{\\"n\\": 12345678901234567890.10, \\"a\\":1, \\"a\\":2}"',
    `${text}，照写入的原样`,
  ),
  line(
    'jsonb',
    `'{"n": 12345678901234567890.10, "a":1, "a":2}'`,
    '"{\\"a\\": 2, \\"n\\": 12345678901234567890.10}"',
    `${text}，PostgreSQL 整理后的`,
  ),
  line('integer[]', "'{1,NULL,3}'", '"{1,NULL,3}"', printed),
  line('text[]', `array['a,b', 'c"d', '']`, '"{\\"a,b\\",\\"c\\\\\\"d\\",\\"\\"}"', printed),
  line(
    'timestamptz[]',
    "array['2026-03-10 09:30+08'::timestamptz]",
    '"{\\"2026-03-10 09:30:00+08\\"}"',
    printed,
  ),
  line('daterange', "'[2026-01-01,2026-12-31]'", '"[2026-01-01,2027-01-01)"', printed),
  line('int4multirange', "'{[1,3],[5,5]}'", '"{[1,4),[5,6)}"', printed),
  line('v_state', "'受理'", '"受理"', '代码表按它的文字对照'),
  line('v_whole', '7', '7', `${whole}；域照它所基于的类型`),
  line('v_deep', "'2026-03-10 09:30:00'", '"2026-03-10 09:30:00"', `${local}；域照它所基于的类型`),
  line('v_pair', "row(1, 'a b')", '"(1,\\"a b\\")"', printed),
  line('bit(3)', "b'101'", '"101"', printed),
  line('bit varying', "b'0101'", '"0101"', printed),
  line('inet', "'2001:db8::1/64'", '"2001:db8::1/64"', printed),
  line('cidr', "'192.0.2.0/24'", '"192.0.2.0/24"', printed),
  line('macaddr', "'08:00:2b:01:02:03'", '"08:00:2b:01:02:03"', printed),
  line('xml', "'<a>一</a>'", '"<a>一</a>"', text),
  line('tsvector', "'a b'::tsvector", `"'a' 'b'"`, printed),
  line('point', "'(0.1,1234567.75)'", '"(0.1,1234567.75)"', printed),
  line('oid', '4294967295', '"4294967295"', printed),
  line('pg_lsn', "'16/B374D848'", '"16/B374D848"', printed),
];
