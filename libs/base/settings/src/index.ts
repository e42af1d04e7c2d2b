export { readSettings, type Need } from './read-settings.js';
export { type Settings } from './schema.js';
export { settingsTableMarkdown } from './settings-table.js';
export { projectRoot } from './project-root.js';
export { type Environment } from './environment.js';
export {
  readConfigDocuments,
  readConfigFolder,
  isSourcePath,
  mistakeOf,
  type ConfigDocument,
  type ConfigDocuments,
  type ConfigMistake,
} from './config-documents.js';
export { readTextFile } from './read-text-file.js';
