export { readYaml, type BrokenYaml, type ReadYaml, type TextPosition } from './read-yaml.js';
