import { deepEqual, equal } from 'node:assert/strict';
import { test } from '@jest/globals';
import { declaredColumns, mayMissAt } from './declared.js';
import { gather } from './schema.js';
import { streamSchema, type SoapStreamSettings } from './settings.js';
import { parseXml, type XmlNode } from './xml.js';

const settings = (more: object = {}): SoapStreamSettings =>
  streamSchema.parse({ operation: 'queryPermits', records: 'rows.row', ...more });

function parsed(document: string): XmlNode {
  const read = parseXml(document);
  if ('refused' in read) throw new Error(read.refused);
  return read.root;
}

/** A service that answers with these types; `part` names what the answer's message holds. */
function wsdl(schema: string, part = 'element="t:queryPermitsResponse"'): XmlNode {
  return parsed(`<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" xmlns:xs="urn:xs">
    <types><xs:schema>${schema}</xs:schema></types><message name="out"><part name="return" ${part}/></message>
    <portType><operation name="queryPermits"><output message="t:out"/></operation></portType></definitions>`);
}

const answer = (row: string): string => `
  <xs:element name="queryPermitsResponse"><xs:complexType><xs:sequence>
    <xs:element name="code" type="xs:string"/><xs:element ref="t:rows"/>
  </xs:sequence></xs:complexType></xs:element>
  <xs:element name="rows"><xs:complexType><xs:sequence>
    <xs:element name="row" maxOccurs="unbounded" ${row}
  </xs:sequence></xs:complexType></xs:element>`;

const permit = `
  <xs:simpleType name="Name"><xs:restriction base="xs:string"><xs:maxLength value="200"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Short"><xs:restriction base="t:Name"><xs:maxLength value="50"/></xs:restriction></xs:simpleType>
  <xs:complexType name="Base"><xs:sequence><xs:element name="NO" type="t:Short"/></xs:sequence></xs:complexType>
  <xs:complexType name="Permit"><xs:complexContent><xs:extension base="t:Base"><xs:sequence>
    <xs:element name="NAME" type="t:Name" minOccurs="0"/>
    <xs:element name="AT" type="xs:dateTime" nillable="true"/>
    <xs:element name="DAY" type="xs:date"/>
    <xs:element name="COUNT" type="xs:int"/>
    <xs:element name="FEE"><xs:simpleType><xs:restriction base="xs:decimal">
      <xs:totalDigits value="12"/><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType></xs:element>
    <xs:choice><xs:element name="A" type="xs:boolean"/><xs:group ref="t:B"/></xs:choice>
    <xs:element name="SITE"><xs:complexType><xs:sequence><xs:any/></xs:sequence></xs:complexType></xs:element>
  </xs:sequence><xs:attribute name="id" type="xs:long" use="required"/></xs:extension></xs:complexContent></xs:complexType>
  <xs:group name="B"><xs:sequence><xs:element name="B" type="xs:base64Binary"/></xs:sequence></xs:group>`;

const told = (documents: readonly XmlNode[], more: object = {}): readonly unknown[] | null =>
  declaredColumns(gather(documents), settings(more))?.map((column) => Object.values(column)) ?? null;

const wanted = [
  ['NO', 'string(50)', 'text', 50, null, false],
  ['NAME', 'string(200)', 'text', 200, null, true],
  ['AT', 'dateTime', 'time', null, null, true],
  ['DAY', 'date', 'date', null, null, false],
  ['COUNT', 'int', 'integer', 10, 0, false],
  ['FEE', 'decimal(12,2)', 'decimal', 12, 2, false],
  ['A', 'boolean', 'boolean', null, null, true],
  ['B', 'base64Binary', 'binary', null, null, true],
  ['SITE', 'complexType', 'text', null, null, false],
  ['@id', 'long', 'integer', 19, 0, false],
];

test('a record is declared as the schema says: references, extensions, groups and bounds followed', () => {
  deepEqual(told([wsdl(answer('type="t:Permit"/>') + permit)]), wanted);
  const [brought, own] = [parsed(`<schema>${permit}</schema>`), wsdl(answer('type="t:Permit"/>'))];
  deepEqual(told([own, brought]), wanted);
});

test('an RPC answer is followed by its parts', () => {
  const list = `<xs:complexType name="List"><xs:sequence><xs:element name="row" type="t:Permit"/></xs:sequence></xs:complexType>`;
  deepEqual(told([wsdl(list + permit, 'type="t:List"')], { records: 'return.row' }), wanted);
});

test.each([
  [
    'a record of any elements',
    answer('><xs:complexType><xs:sequence><xs:any/></xs:sequence></xs:complexType></xs:element>'),
  ],
  ['a record that is a text', answer('type="xs:string"/>')],
  ['a type that is defined nowhere', answer('type="t:Permit"/>')],
  ['a name defined twice', answer('type="t:Permit"/>') + permit + permit],
  [
    'a type that restricts another',
    answer(
      `><xs:complexType><xs:complexContent><xs:restriction base="t:Base"/></xs:complexContent></xs:complexType></xs:element>`,
    ) + permit,
  ],
  [
    'a group that holds itself',
    answer('type="t:Loop"/>') +
      '<xs:group name="G"><xs:sequence><xs:group ref="t:G"/></xs:sequence></xs:group><xs:complexType name="Loop"><xs:group ref="t:G"/></xs:complexType>',
  ],
])('%s declares nothing', (_, schema) => {
  equal(told([wsdl(schema)]), null);
});

test('a path the schema does not have, or a payload that is a text of its own, declares nothing', () => {
  const document = wsdl(answer('type="t:Permit"/>') + permit);
  equal(told([document], { records: 'rows.permit' }), null);
  equal(told([document], { operation: 'queryOthers' }), null);
  equal(told([document], { payload: { path: 'return', encoding: 'xml' } }), null);
});

test('an element may be missing where the schema lets it, not where it may only be without a value', () => {
  const definitions = gather([wsdl(answer('type="t:Permit"/>') + permit)]);
  const wanted = { NO: false, NAME: true, AT: false, A: true, B: true, NONE: false };
  const told = Object.keys(wanted).map((name) => [
    name,
    mayMissAt(definitions, settings(), ['rows', 'row', name]),
  ]);
  deepEqual(Object.fromEntries(told), wanted);
  equal(mayMissAt(definitions, settings(), ['rows']), false);
});
