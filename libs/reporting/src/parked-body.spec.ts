import { expect, test } from '@jest/globals';
import { maskedBody } from './parked-body.js';

test('a raw record is shown column by column without its persons', () => {
  const shown = maskedBody(
    JSON.stringify({
      PROJID: '370800202603010001',
      APPLICANT: '张三丰',
      PAYPERIDCARD: '370811199001011234',
      TELPHONE: '13953711234',
      CONTACTMAN: '李四光',
      NODEADV: '请联系 13953711234',
      FEE: 12,
      OCCURTIME: null,
    }),
  );
  const text = JSON.stringify(shown);
  for (const canary of ['三丰', '370811199001011234', '13953711234', '四光'])
    expect(text).not.toContain(canary);
  expect(shown).toMatchObject({ FEE: 12, OCCURTIME: null });
});

test('a body that is no JSON object stays hidden', () => {
  expect(maskedBody('张三丰,370811199001011234')).toBeNull();
  expect(maskedBody('["张三丰"]')).toBeNull();
});
