import { connectorPages, type ConnectorPage } from '../pages.js';

/** The page of a kind; throws when there is none. */
export function pageOf(kind: string): ConnectorPage {
  const found = connectorPages.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`no page for ${kind}`);
  return found;
}
