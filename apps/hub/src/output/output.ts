import { visibleJson, visibleText } from '#base/contracts';
import { failureText, type Failure } from './failure.js';
import { screenWidth } from './screen.js';
import { wrapText } from './wrap.js';

type Write = (text: string) => void;

/** The only way out: nothing a department or a person wrote acts on the terminal it is shown on. */
export interface Output {
  /** Lines of text, broken where the terminal ends. */
  say(text: string): void;
  /** A document as it is, line by line. */
  document(text: string): void;
  value(value: unknown): void;
  fail(failure: Failure, json: boolean): void;
}

/** Results go to `write`, failures to `writeError`, so that what a script reads is a result or nothing. */
export function openOutput(write: Write, writeError: Write): Output {
  const lines = (text: string): string => wrapText(visibleText(text), screenWidth());
  return {
    say: (text) => write(`${lines(text)}\n`),
    document: (text) => write(`${visibleText(text)}\n`),
    value: (value) => write(`${visibleJson(JSON.stringify(value, null, 2))}\n`),
    fail: (failure, json) => {
      const text = failureText(failure, json);
      writeError(`${json ? visibleJson(text) : lines(text)}\n`);
    },
  };
}
