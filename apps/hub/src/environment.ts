import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HubError } from '#base/contracts';
import { projectRoot, type Environment } from '#base/settings';

interface Account {
  readonly username: string;
  readonly password: string;
}

const orEmpty = (text: string | null | undefined): string => text ?? '';
const orNobody = (account: Account | null): Account => account ?? { username: '', password: '' };

const endpointsSchema = z.looseObject({
  hub: z.looseObject({
    database: z.string(),
    topicPrefix: z.string().default(''),
    secretsFile: z.string().default(''),
    vaultKeyFile: z.string().default(''),
  }),
  kafka: z.looseObject({
    brokers: z.array(z.string()),
    mechanism: z.string(),
    tls: z.boolean(),
    caFile: z.string().nullish().transform(orEmpty),
    admin: z.object({ username: z.string(), password: z.string() }).nullable().transform(orNobody),
  }),
});

/**
 * The environment of a command: the shell's own where it names a database, else that of the set running on this machine, as its
 * `var/endpoints.json` tells. Variables of the shell win one by one.
 */
export function commandEnvironment(env: Environment, root: string = projectRoot()): Environment {
  const file = join(root, 'var', 'endpoints.json');
  if ((env['DATABASE_URL'] ?? env['HUB_DATABASE_URL'] ?? '') !== '' || !existsSync(file)) return env;
  const parsed = endpointsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    throw new HubError('HUB_SETTINGS_INVALID', `文件 ${file} 的内容不完整，请重新运行 npm start。`, { file });
  }
  const { hub, kafka } = parsed.data;
  return {
    DATABASE_URL: hub.database,
    KAFKA_BROKERS: kafka.brokers.join(','),
    KAFKA_SASL_MECHANISM: kafka.mechanism,
    KAFKA_TLS: String(kafka.tls),
    KAFKA_USERNAME: kafka.admin.username,
    KAFKA_PASSWORD: kafka.admin.password,
    KAFKA_CA_FILE: kafka.caFile,
    HUB_TOPIC_PREFIX: hub.topicPrefix,
    HUB_SECRETS_FILE: hub.secretsFile,
    HUB_VAULT_KEY_FILE: hub.vaultKeyFile,
    ...env,
  };
}
