import { creditCode } from '../generator/identifiers.js';
import { diceOf, type Dice } from '../generator/dice.js';

/** An enterprise as the national register tells of it, under the register's own field names. */
export interface Enterprise {
  readonly tyshxydm: string;
  readonly qymc: string;
  readonly djzt: string;
  readonly qylx: string;
  readonly fddbr: string;
  readonly zczb: string;
  readonly clrq: string;
  readonly djjg: string;
  readonly zs: string;
  readonly jyfw: string;
}

const regions = [
  ['370811', '济宁市任城区'],
  ['370881', '曲阜市'],
  ['370883', '邹城市'],
] as const;
const brands = ['鲁样', '运河', '泗水源', '微湖', '圣地', '邹峄'] as const;
const trades = [
  ['餐饮管理', '餐饮服务；食品销售'],
  ['环保科技', '环境保护专用设备销售；水污染治理'],
  ['化工', '化工产品生产；危险化学品经营'],
  ['建设工程', '建设工程施工；建设工程质量检测'],
] as const;
const people = ['王例一', '李例二', '孔样三', '孟样四', '颜试五', '曾试六'] as const;
const states = ['存续', '存续', '存续', '存续', '注销', '吊销'] as const;

/** Invented enterprises, the same ones for the same count on every machine, with valid check characters. */
export function enterprisesOf(count: number): ReadonlyMap<string, Enterprise> {
  const all = Array.from({ length: count }, (_, index) =>
    enterprise(diceOf(`national register ${index}`), index + 1),
  );
  return new Map(all.map((each) => [each.tyshxydm, each]));
}

function enterprise(dice: Dice, number: number): Enterprise {
  const [region, place] = dice.pick(regions);
  const [trade, scope] = dice.pick(trades);
  return {
    tyshxydm: creditCode(dice, region),
    qymc: `${place}${dice.pick(brands)}${trade}(登记样例${number})有限公司`,
    djzt: dice.pick(states),
    qylx: '有限责任公司(自然人独资)',
    fddbr: dice.pick(people),
    zczb: `${dice.between(1, 500) * 10}`,
    clrq: `${dice.between(1998, 2024)}-0${dice.between(1, 9)}-1${dice.between(0, 9)}`,
    djjg: `${place}行政审批服务局`,
    zs: `山东省${place}示例路${dice.between(1, 300)}号`,
    jyfw: scope,
  };
}
