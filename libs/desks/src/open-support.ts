import { v7 as uuidV7 } from 'uuid';
import type { Clock, Transactions } from '#base/contracts';
import { PolicyReader } from '#libs/catalogue';
import { OutboxMessageWriter } from '#libs/sending';
import { SupportDesk } from '#libs/support';
import { readDeskPolicy } from './desk-policy.js';

/** The desk of technical support: policy, calendar and outbox meet here. */
export function openSupport(database: Transactions, clock: Clock): SupportDesk {
  return new SupportDesk({
    database,
    writer: new OutboxMessageWriter(),
    clock,
    newId: uuidV7,
    policy: readDeskPolicy(new PolicyReader(database, clock)),
  });
}
