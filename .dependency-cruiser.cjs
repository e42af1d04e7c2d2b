const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const database = '(typeorm|@nestjs/typeorm|pg|pg-[^/]+|mysql2)';

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle is one room with two names.', {}, { circular: true }),
    rule(
      'apps-stand-alone',
      'Apps compose; what two of them need is a lib.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    rule(
      'libs-know-no-app',
      'Direction: apps import libs.',
      { path: '^libs/', pathNot: '\\.spec\\.ts$' },
      { path: '^(apps|docker|test)/' },
    ),
    rule(
      'stages-meet-only-in-base',
      'Stages speak through contracts; operating, desks and standards are no stages, they compose them for several apps.',
      { path: '^libs/(?!base/|operating/|desks/|standards/)([^/]+)/' },
      { path: '^libs/(?!base/)', pathNot: '^libs/$1/' },
    ),
    rule(
      'base-knows-no-stage',
      'The ground does not stand on the house.',
      { path: '^libs/base/' },
      { path: '^libs/(?!base/)' },
    ),
    rule(
      'grounds-meet-only-in-contracts',
      'Base rooms import contracts, and model where they must.',
      { path: '^libs/base/([^/]+)/' },
      { path: '^libs/base/', pathNot: '^libs/base/(contracts|model|$1)/' },
    ),
    rule(
      'contracts-import-nothing',
      'The vocabulary depends on nobody.',
      { path: '^libs/base/contracts/', pathNot: '\\.spec\\.ts$' },
      { pathNot: '^libs/base/contracts/' },
    ),
    rule(
      'apps-use-the-front-door',
      'A lib is entered by its index.',
      { path: '^(apps|test|docker)/' },
      { path: '^libs/(base/)?[^/]+/src/(?!index\\.ts$)' },
    ),
    rule(
      'libs-use-the-front-door',
      'A lib is entered by its index.',
      { path: '^libs/(base/[^/]+|(?!base/)[^/]+)/src/' },
      { path: '^libs/(base/)?[^/]+/src/(?!index\\.ts$)', pathNot: '^libs/$1/' },
    ),
    rule(
      'one-kafka-client',
      'A successor of the Kafka client touches one folder.',
      { pathNot: '^(libs/base/kafka/|libs/connectors/src/kafka/|test/load/|test/support/foreign-kafka)' },
      { path: 'node_modules/(kafkajs|@platformatic/kafka|@confluentinc)' },
    ),
    rule(
      'one-database-driver',
      'Drivers live in base/postgres, the database connector and the sample departments.',
      { pathNot: '^(libs/base/postgres|libs/connectors/src/database|apps/sandbox|test|docker/local)/' },
      { path: `node_modules/${database}/` },
    ),
    rule(
      'pure-stages',
      'mapping, routing and calendar decide; they touch nothing.',
      { path: '^libs/(mapping|routing|calendar)/', pathNot: '\\.spec\\.ts$' },
      { path: ['^libs/base/(kafka|postgres|telemetry|settings)/', 'node_modules/@nestjs'] },
    ),
    rule(
      'no-test-code-in-the-house',
      'Shipping code never needs a test.',
      { pathNot: '(^test/|\\.spec\\.ts$)' },
      { path: '\\.spec\\.ts$' },
    ),
    rule('no-unresolved', 'An import that resolves to nothing.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: '^(dist|var)/',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      mainFields: ['module', 'main'],
    },
  },
};
