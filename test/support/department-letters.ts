/** A document for two bureaus, as a department publishes it. */
export const letter = {
  kind: 'document-sync',
  to: { regions: ['370800', '370811'] },
  body: { title: '关于后续监管的通知', issuedOn: '2026-11-20', issuer: '市住建局', summary: '明确检查频次' },
};

/** A request for a written opinion of the housing bureau. */
export const opinion = {
  kind: 'written-opinion-request',
  to: { departments: ['370800.zjj'] },
  body: {
    purpose: 'NATIONAL_DECISION',
    addressee: '国家主管部门',
    question: '是否具备条件',
    answerBy: '2090-12-09',
  },
};

/** A meeting for the bureau of the city. */
export const meeting = {
  kind: 'notice',
  to: { regions: ['370800'] },
  body: {
    type: 'MEETING',
    title: '联席会议',
    startsAt: '2090-12-08T09:00:00+08:00',
    place: '二楼',
    respondBy: '2090-12-04',
  },
};
