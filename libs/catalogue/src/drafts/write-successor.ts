import { HubError, type LadderStep } from '#base/contracts';
import { isMap, isSeq, parseDocument as parseYaml, type Document, type YAMLMap } from 'yaml';
import { parseDocument } from '../parse-policy.js';
import type { ClauseEntry, PolicyDocument } from '../policy-content.js';
import { clauseKey } from '../problems/clause-problems.js';
import { readMemorandum } from '../read-memorandum.js';
import { timeLimitText } from '../time-limit.js';

/**
 * The memorandum of a clause with its next version behind it: the old one ends the day before the new one begins, everything else and the
 * comments stay. `documents` are those in force.
 */
export function writeSuccessor(
  documents: readonly PolicyDocument[],
  old: ClauseEntry,
  next: ClauseEntry,
): PolicyDocument {
  for (const document of documents) {
    const form = parseDocument(document);
    if (form.document !== 'memorandum' || form.id !== old.memorandum) continue;
    const at = readMemorandum(form).clauses.findIndex((clause) => clauseKey(clause) === clauseKey(old));
    const written = form.clauses[at];
    if (written === undefined) continue;
    const statesLadder = (written.ladder ?? form.terms.ladder) !== undefined;
    return { path: document.path, text: succeed(document.text, at, old, next, statesLadder) };
  }
  throw new HubError('HUB_DRAFT_REFUSED', `现行政策的文件中找不到条款 ${old.id}，请用工作簿修改。`);
}

function succeed(
  text: string,
  at: number,
  old: ClauseEntry,
  next: ClauseEntry,
  statesLadder: boolean,
): string {
  const yaml = parseYaml(text);
  const clauses = yaml.get('clauses');
  const entry: unknown = isSeq(clauses) ? clauses.items[at] : undefined;
  if (!isSeq(clauses) || !isMap(entry)) throw new TypeError('a memorandum has a list of clauses');
  const successor = entry.clone();
  if (!isMap(successor)) throw new TypeError('the copy of a group is a group');
  entry.set('to', dayBefore(next.validFrom));
  put(yaml, successor, old, next, statesLadder);
  clauses.items.splice(at + 1, 0, successor);
  return yaml.toString({ lineWidth: 0 });
}

function put(
  yaml: Document,
  entry: YAMLMap,
  old: ClauseEntry,
  next: ClauseEntry,
  statesLadder: boolean,
): void {
  entry.set('version', next.version);
  entry.set('from', next.validFrom);
  entry.set('to', old.validTo);
  entry.set('claimWithin', timeLimitText(next.claimWithin));
  entry.set('answerWithin', next.answerWithin === null ? null : timeLimitText(next.answerWithin));
  entry.set('urgeBefore', timeLimitText(next.urgeBefore));
  if (statesLadder) entry.set('ladder', yaml.createNode(next.ladder.map(stepOf)));
}

function stepOf({ offset, unit, action, target, colour }: LadderStep): Readonly<Record<string, string>> {
  const when = timeLimitText({ amount: Math.abs(offset), unit });
  return {
    ...(offset < 0 && { before: when }),
    ...(offset > 0 && { after: when }),
    action,
    target,
    ...(colour !== null && { colour }),
  };
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
