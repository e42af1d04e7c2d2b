import { spawn } from 'node:child_process';
import { dist, here, say } from './ground.mjs';
import { ownNode } from './hand-over.mjs';

const bin = (name) => here('node_modules', '.bin', name);
const rooms = ['apps', 'libs', 'docker', 'test'];

/** Everything that is judged without running the hub, each under the name `npm run check -- <name>` picks it by. */
const checks = () => ({
  format: ['格式', bin('prettier'), ['--check', '--log-level=warn', '.']],
  types: ['类型', bin('tsc'), ['-p', 'tsconfig.json', '--pretty', 'false']],
  lint: ['代码规则', bin('oxlint'), ['-c', '.oxlintrc.json', '--type-aware', '--deny-warnings', ...rooms]],
  names: ['外来名称', ownNode(), [here('libs', 'connectors', 'scripts', 'lint-foreign-names.mjs')]],
  imports: ['导入规则', bin('depcruise'), ['--config', '.dependency-cruiser.cjs', ...rooms]],
  dead: ['死代码', bin('knip'), ['--production']],
  image: ['Dockerfile', bin('dockerfile-utils'), ['lint', 'docker/Dockerfile']],
  compose: [
    'compose.yaml',
    bin('dclint'),
    ['--max-warnings=0', '-c', 'docker/.dclintrc.json', 'docker/compose.yaml'],
  ],
  api: ['接口文档', ownNode(), [here('libs', 'api', 'scripts', 'lint-api.mjs')]],
  documents: ['生成文档', ownNode(), [dist('run/hub.js'), 'docs', '--check']],
});

/** Runs the checks one after the other, all of them even when one fails; the exit code says whether every one passed. */
export async function check(names) {
  const all = checks();
  const chosen = names.length === 0 ? Object.keys(all) : names;
  const failed = [];
  for (const name of chosen) {
    const [title, command, args] = all[name] ?? [];
    if (title === undefined) {
      say(`没有“${name}”这项检查，可用的有：${Object.keys(all).join('、')}。`);
      return 2;
    }
    const start = Date.now();
    const code = await run(command, args);
    say(`${code === 0 ? '通过' : '未通过'}  ${title}（${((Date.now() - start) / 1000).toFixed(1)} 秒）`);
    if (code !== 0) failed.push(title);
  }
  say(failed.length === 0 ? '全部检查通过。' : `未通过的检查：${failed.join('、')}。`);
  return failed.length === 0 ? 0 : 1;
}

function run(command, args) {
  const child = spawn(command, args, { cwd: here(), stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
