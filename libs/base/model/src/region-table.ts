/** Cities of Shandong with their counties and districts, GB/T 2260 as in force in 2026: code, name, then `last two digits + name`. */
export const shandong: readonly (readonly [city: string, name: string, counties: string])[] = [
  [
    '370100',
    '济南市',
    '02历下区 03市中区 04槐荫区 05天桥区 12历城区 13长清区 14章丘区 15济阳区 16莱芜区 17钢城区 24平阴县 26商河县',
  ],
  [
    '370200',
    '青岛市',
    '02市南区 03市北区 11黄岛区 12崂山区 13李沧区 14城阳区 15即墨区 81胶州市 83平度市 85莱西市',
  ],
  ['370300', '淄博市', '02淄川区 03张店区 04博山区 05临淄区 06周村区 21桓台县 22高青县 23沂源县'],
  ['370400', '枣庄市', '02市中区 03薛城区 04峄城区 05台儿庄区 06山亭区 81滕州市'],
  ['370500', '东营市', '02东营区 03河口区 05垦利区 22利津县 23广饶县'],
  [
    '370600',
    '烟台市',
    '02芝罘区 11福山区 12牟平区 13莱山区 14蓬莱区 81龙口市 82莱阳市 83莱州市 85招远市 86栖霞市 87海阳市',
  ],
  [
    '370700',
    '潍坊市',
    '02潍城区 03寒亭区 04坊子区 05奎文区 24临朐县 25昌乐县 81青州市 82诸城市 83寿光市 84安丘市 85高密市 86昌邑市',
  ],
  [
    '370800',
    '济宁市',
    '11任城区 12兖州区 26微山县 27鱼台县 28金乡县 29嘉祥县 30汶上县 31泗水县 32梁山县 81曲阜市 83邹城市',
  ],
  ['370900', '泰安市', '02泰山区 11岱岳区 21宁阳县 23东平县 82新泰市 83肥城市'],
  ['371000', '威海市', '02环翠区 03文登区 82荣成市 83乳山市'],
  ['371100', '日照市', '02东港区 03岚山区 21五莲县 22莒县'],
  [
    '371300',
    '临沂市',
    '02兰山区 11罗庄区 12河东区 21沂南县 22郯城县 23沂水县 24兰陵县 25费县 26平邑县 27莒南县 28蒙阴县 29临沭县',
  ],
  [
    '371400',
    '德州市',
    '02德城区 03陵城区 22宁津县 23庆云县 24临邑县 25齐河县 26平原县 27夏津县 28武城县 81乐陵市 82禹城市',
  ],
  ['371500', '聊城市', '02东昌府区 03茌平区 21阳谷县 22莘县 24东阿县 25冠县 26高唐县 81临清市'],
  ['371600', '滨州市', '02滨城区 03沾化区 21惠民县 22阳信县 23无棣县 25博兴县 81邹平市'],
  ['371700', '菏泽市', '02牡丹区 03定陶区 21曹县 22单县 23成武县 24巨野县 25郓城县 26鄄城县 28东明县'],
];

/** A code that was replaced: from `since` (first day of the month of the change) the new one is the right one. */
export interface ReplacedRegion {
  readonly old: string;
  readonly name: string;
  readonly since: string;
  readonly now: string;
}

const replacedRows = [
  '370181 章丘市 2016-12-01 370114',
  '370125 济阳县 2018-06-01 370115',
  '371202 莱城区 2018-12-01 370116',
  '371203 钢城区 2018-12-01 370117',
  '370284 胶南市 2012-09-01 370211',
  '370282 即墨市 2017-09-01 370215',
  '370521 垦利县 2016-06-01 370505',
  '370684 蓬莱市 2020-06-01 370614',
  '370634 长岛县 2020-06-01 370614',
  '370802 市中区 2013-10-01 370811',
  '370882 兖州市 2013-10-01 370812',
  '371081 文登市 2014-01-01 371003',
  '371421 陵县 2014-10-01 371403',
  '371523 茌平县 2019-09-01 371503',
  '371624 沾化县 2014-09-01 371603',
  '371626 邹平县 2018-07-01 371681',
  '371727 定陶县 2016-02-01 371703',
] as const;

/** Old codes that still arrive. The months are those of the State Council's approvals, to be confirmed by the region's own notice. */
export const replacedRegions: readonly ReplacedRegion[] = replacedRows.map((row) => {
  const [old = '', name = '', since = '', now = ''] = row.split(' ');
  return { old, name, since, now };
});

/** Old codes whose area now belongs to several; none of them may be chosen for the department. */
export const dividedRegions: ReadonlyMap<string, readonly string[]> = new Map([
  ['371200', ['370116', '370117']],
]);
