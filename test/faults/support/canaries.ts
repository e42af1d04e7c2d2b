import { randomUUID } from 'node:crypto';
import { eventType, rawHeaders } from '#base/contracts';
import { departmentAccount, Producer, TopicNames } from '#base/kafka';
import { housing } from '../../support/feedback-desk.js';
import type { HubSet } from '../../support/hub-set.js';
import type { Front } from './front.js';
import { rawTopic } from './truth.js';

/** Nobody's data, in forms that are somebody's elsewhere. The last character of the number is a valid check digit. */
export const canaries = {
  firm: '金丝雀甲示例有限公司',
  person: '金丝雀乙',
  idNumber: '370811199003070011',
  mobile: '13900001234',
  address: '金丝雀路七号',
  unfinished: '金丝雀丙',
  reply: '金丝雀丁',
  sourcePassword: 'Canary-Source-Pw-1',
  deniedPassword: 'Canary-Denied-Pw-2',
  databasePassword: 'Canary-Database-Pw-3',
  brokerPassword: 'Canary-Broker-Pw-4',
};
/** Messages nobody should have written, full of what must not be repeated. */
export async function publishGarbage(hub: HubSet, front: Front): Promise<void> {
  const admin = new Producer(hub.settingsOf());
  const value = `{"APPLYNAME": "${canaries.unfinished}", "TELPHONE": "${canaries.mobile}", `;
  const headers = {
    [rawHeaders.stream]: 'application',
    [rawHeaders.standard]: 'shandong-front',
    [rawHeaders.generation]: 'A',
    [rawHeaders.hash]: 'x',
    [rawHeaders.readAt]: new Date().toISOString(),
    [rawHeaders.operation]: 'put',
  };
  const topic = rawTopic(hub, front);
  await admin.publish([
    { topic, key: 'GARBAGE-1', value, headers },
    { topic, key: 'GARBAGE-2', value, headers: {} },
  ]);
  await admin.close();
  const department = new Producer(hub.settingsOf(departmentAccount(housing)));
  const reply = { ce_specversion: '1.0', ce_type: eventType('check-result'), ce_source: '370800.zjj' };
  const body = { contactName: canaries.reply, phone: canaries.mobile, idNumber: canaries.idNumber };
  await department.publish(
    [JSON.stringify(body), `{"contactName": "${canaries.reply}`].map((text) => ({
      topic: new TopicNames(hub.prefix).reply(housing),
      key: 'GARBAGE',
      value: text,
      headers: { ...reply, ce_id: randomUUID() },
    })),
  );
  await department.close();
}
