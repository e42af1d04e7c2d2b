import type { Dice } from './dice.js';
import { citizenNumber, creditCode, mobileNumber } from './identifiers.js';

/** Somebody who applies: an enterprise or a citizen, both invented. */
export interface Applicant {
  readonly person: boolean;
  readonly name: string;
  /** GA/T 2000.156: 001 统一社会信用代码, 111 居民身份证. */
  readonly idType: '001' | '111';
  readonly id: string;
  readonly contact: string;
  readonly contactId: string;
  readonly phone: string;
  readonly address: string;
  readonly legalPerson: string | null;
}

const surnames = [
  '王',
  '李',
  '张',
  '刘',
  '陈',
  '杨',
  '孔',
  '孟',
  '颜',
  '曾',
  '赵',
  '周',
  '徐',
  '𠅤',
] as const;
const givenNames = ['例一', '例二', '样三', '样四', '试五', '试六', '仿七', '仿八', '拟九', '拟十'] as const;
const brands = [
  '鲁样',
  '运河',
  '泗水源',
  '微湖',
  '圣地',
  '邹峄',
  '兖州桥',
  '汶上泉',
  '金谷',
  '任兴',
] as const;
const trades = ['建设工程', '餐饮管理', '医药连锁', '物流运输', '化工', '环保科技', '商贸', '宾馆'] as const;
const roads = ['示例路', '样板街', '测试大道', '模拟巷'] as const;

/** Places a sample applicant may live in: the name belongs to the address only. */
const places: Readonly<Record<string, string>> = {
  '370800': '济宁市',
  '370811': '济宁市任城区',
  '370881': '曲阜市',
};

/** An applicant of a region: three of four are enterprises. */
export function applicantOf(dice: Dice, region: string): Applicant {
  const person = dice.chance(25);
  const own = `${dice.pick(surnames)}${dice.pick(givenNames)}`;
  const place = places[region] ?? '济宁市';
  const idRegion = region === '370800' ? '370811' : region;
  const company = `${place}${dice.pick(brands)}${dice.pick(trades)}(样例${dice.between(1, 999)})有限公司`;
  return {
    person,
    name: person ? own : company,
    idType: person ? '111' : '001',
    id: person ? citizenNumber(dice, idRegion) : creditCode(dice, idRegion),
    contact: person ? own : `${dice.pick(surnames)}${dice.pick(givenNames)}`,
    contactId: citizenNumber(dice, idRegion),
    phone: mobileNumber(dice),
    address: `山东省${place}${dice.pick(roads)}${dice.between(1, 300)}号`,
    legalPerson: person ? null : own,
  };
}
